"""Show that a picture, asked for without the extra, says what to install: for the bare wheel."""

import custmdm as cm

linker = cm.Linker(kinds={"name": "person_name"}).fit([{"name": "Ann Lee"}])
try:
    cm.charts.match_weights(linker)
except cm.MissingExtraError as error:
    print(error)
else:
    raise SystemExit("the extra charts is installed, or a picture needs none")
