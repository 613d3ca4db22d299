#!/bin/sh
# Speaks the ten digits with many espeak-ng voices and packs them into the studio's voice bank.
# Needs espeak-ng 1.51 or later, a JDK 17 or later and the compiled module:
#   ./mvnw -q -pl ingest -am -DskipTests compile && ingest/studio/make-voice-bank.sh
set -eu

module=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
target="$module/src/main/resources/dev/tandem/ingest/feed/studio"
spoken=$(mktemp -d)
trap 'rm -rf "$spoken"' EXIT INT TERM

accents="en-gb en-us en-gb-scotland en-gb-x-gbclan en-gb-x-rp en-gb-x-gbcwmd en-029 en-us-nyc"
# Variant, pitch (0 to 99) and speed (words a minute) of one speaker of each accent.
speakers="m1:50:150 m2:40:165 m3:45:140 m4:35:155 m7:55:170 f1:50:160 f2:60:145 f3:45:175 f4:65:150"
# Never heard in training.
held_out="m5:45:160 f5:55:155"

speak() { # accent speaker split
  variant=${2%%:*}
  rest=${2#*:}
  digit=0
  for word in zero one two three four five six seven eight nine; do
    espeak-ng -v "$1+$variant" -p "${rest%%:*}" -s "${rest#*:}" \
      -w "$spoken/$3_$1+${variant}_$digit.wav" "$word"
    digit=$((digit + 1))
  done
}

for accent in $accents; do
  for speaker in $speakers; do speak "$accent" "$speaker" train; done
  for speaker in $held_out; do speak "$accent" "$speaker" holdout; done
done

mkdir -p "$target"
java -cp "$module/target/classes" "$module/studio/VoiceBankMaker.java" "$spoken" "$target"
