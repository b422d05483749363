#!/bin/sh
# A loader for cards of the mock kernel: puts the image into the card's flash, which is a folder.
# usage: load.sh FILE PF FLASH
file=$1 pf=$2 flash=$3
echo "erasing $pf"
if grep -q '^refuse=' "$file"; then
    echo "this is no bitstream" >&2
    exit 3
fi
if grep -q '^hang=' "$file"; then
    sleep 600
fi
cp "$file" "$flash/.$pf" && mv "$flash/.$pf" "$flash/$pf"
printf '50%%\r100%%\r'
echo "verified"
