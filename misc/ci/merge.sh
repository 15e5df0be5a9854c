#!/usr/bin/env bash
# Merges the exports of several machines to one patch with a message:
#
#     misc/ci/merge.sh DIR EXPORT... -- STACK...
#
# DIR gets update.patch and message.md. Gives the output 'changed': false when there is
# nothing to update.
# shellcheck source=misc/ci/common.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

[ "$#" -ge 2 ] || usage "DIR EXPORT... -- STACK..."
mkdir -p -- "$1"
folder="$(cd -- "$1" && pwd)"
shift
exports=()
while [ "$#" -gt 0 ] && [ "$1" != -- ]; do
  exports+=("$1")
  shift
done
[ "$#" -ge 2 ] && [ "${#exports[@]}" -gt 0 ] || usage "DIR EXPORT... -- STACK..."
shift

rm -f -- "$folder/update.patch" "$folder/message.md"
"$assay" update --patch "$folder/update.patch" --message "$folder/message.md" --from "${exports[@]}" -- "$@"
if [ -s "$folder/update.patch" ]; then
  summary "$folder/message.md"
  output changed true
else
  output changed false
fi
