#!/bin/bash
# Makes media files of every kind that a feed must get along with, in the folder that is given, by
# FFmpeg's own command; golden.json has what must come of each. In all of them a picture is
# 20 * (second + 2) bright and a second begins with a beep, unless the name says otherwise.
# Files that are there are left as they are.
set -euo pipefail
cd "${1:?make.sh FOLDER}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

ff() { ffmpeg -nostdin -hide_banner -loglevel error -y -bitexact "$@"; }

# pictures SIZE RATE SECONDS, sound RATE SECONDS: what lavfi makes them of
pictures() { echo "color=c=black:s=$1:r=$2:d=$3,format=yuv420p,geq=lum='40+20*mod(floor(T+0.001),8)':cb=128:cr=128"; }
sound() { echo "aevalsrc='if(lt(mod(t,1),0.1),0.5*sin(2*PI*500*t),0)':s=$1:d=$2"; }

# both FILE SECONDS OPTIONS: sound and pictures
both() {
  local file=$1 seconds=$2
  shift 2
  [ -e "$file" ] || ff -f lavfi -i "$(pictures 64x48 25 "$seconds")" -f lavfi -i "$(sound 16000 "$seconds")" -shortest "$@" "$file"
}
heard() {
  local file=$1 rate=$2 seconds=$3
  shift 3
  [ -e "$file" ] || ff -f lavfi -i "$(sound "$rate" "$seconds")" "$@" "$file"
}
seen() {
  local file=$1 size=$2 rate=$3 seconds=$4
  shift 4
  [ -e "$file" ] || ff -f lavfi -i "$(pictures "$size" "$rate" "$seconds")" "$@" "$file"
}
# cut FILE FROM SHARE: its first percents
cut() { [ -e "$1" ] || head -c $(($(stat -c %s "$2") * $3 / 100)) "$2" > "$1"; }

small="-c:v mpeg4 -g 25 -q:v 2"

# containers and codecs
both plain.mp4 4 -c:v libx264 -g 25 -c:a aac
both plain.mkv 4 $small -c:a libopus -ar 48000
both plain.webm 4 -c:v libvpx -b:v 400k -c:a libvorbis
both plain.ts 4 -c:v mpeg2video -q:v 2 -c:a mp2
both plain.avi 4 $small -c:a libmp3lame
both plain.flv 4 -c:v flv -q:v 2 -c:a libmp3lame -ar 44100
heard only-sound.m4a 16000 3 -c:a aac
seen only-pictures.mp4 64x48 25 3 -c:v libx264

# sound of every kind
heard mono-8-bit.wav 8000 3 -c:a pcm_u8
heard mono-24-bit.wav 48000 3 -c:a pcm_s24le
heard mono-float.wav 44100 3 -c:a pcm_f32le
heard mono-64-bit.wav 16000 3 -c:a pcm_f64le
heard stereo.flac 44100 3 -ac 2 -c:a flac
heard surround.ac3 48000 3 -af "pan=5.1|FL=c0|FR=c0|FC=c0|LFE=c0|BL=c0|BR=c0" -c:a ac3
heard planar.mka 16000 3 -ac 2 -c:a alac -sample_fmt s16p
heard primed.mp3 44100 3 -c:a libmp3lame
heard primed.opus 48000 3 -c:a libopus
heard primed.m4a 44100 3 -c:a aac

# pictures of every kind
both turned.mov 3 $small -c:a aac
[ -e turned-90.mp4 ] || ff -i turned.mov -c copy -metadata:s:v rotate=90 turned-90.mp4
[ -e turned-180.mp4 ] || ff -i turned.mov -c copy -metadata:s:v rotate=180 turned-180.mp4
seen ten-bits.mp4 64x48 25 3 -vf format=yuv420p10le -c:v libx264
seen hdr.mp4 64x48 25 3 -vf format=yuv420p10le -c:v libx265 -x265-params log-level=none:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc -color_primaries bt2020 -color_trc smpte2084 -colorspace bt2020nc
seen full-range.mkv 64x48 25 3 -vf scale=out_range=full,format=yuvj420p -c:v mjpeg -q:v 2
seen interlaced.ts 64x48 50 3 -vf tinterlace=4 -c:v mpeg2video -q:v 2 -flags +ildct+ilme -top 1
seen alpha.mov 64x48 10 3 -vf "format=argb,geq=r='r(X,Y)':g='g(X,Y)':b='b(X,Y)':a='if(lt(Y,24),0,255)'" -c:v qtrle
seen palette.gif 64x48 10 3
seen half-a-frame-a-second.mkv 64x48 1/2 8 $small
seen 60-frames.mp4 64x48 60 3 -c:v libx264
seen uneven.mkv 64x48 25 4 -vf "select='lt(mod(n,7),2)+eq(mod(n,11),5)'" -vsync vfr $small
seen 4k.mp4 3840x2160 5 2 $small

# streams beside them
[ -e cover.mp3 ] || { ff -f lavfi -i color=c=white:s=64x64 -frames:v 1 "$work/cover.png"; ff -f lavfi -i "$(sound 44100 3)" -i "$work/cover.png" -map 0 -map 1 -c:a libmp3lame -c:v copy -id3v2_version 3 -disposition:v attached_pic cover.mp3; }
both timecode.mov 3 $small -c:a aac -timecode 01:00:00:00
[ -e subtitles.mkv ] || { printf '1\n00:00:00,000 --> 00:00:09,000\nlonger than the pictures\n' > "$work/s.srt"; ff -f lavfi -i "$(pictures 64x48 25 3)" -f lavfi -i "$(sound 16000 3)" -i "$work/s.srt" $small -c:a aac -c:s srt subtitles.mkv; }
[ -e two-sounds.mkv ] || ff -f lavfi -i "$(sound 16000 3)" -f lavfi -i "anullsrc=r=16000:cl=mono:d=3" -map 0 -map 1 -c:a aac -disposition:a:0 default -disposition:a:1 0 two-sounds.mkv

# what changes in the middle
[ -e rate-changes.aac ] || { heard "$work/a.aac" 44100 2 -c:a aac; heard "$work/b.aac" 22050 2 -c:a aac; cat "$work/a.aac" "$work/b.aac" > rate-changes.aac; }
[ -e rate-changes.ts ] || { heard "$work/a.ts" 44100 2 -c:a aac; heard "$work/b.ts" 22050 2 -c:a aac -output_ts_offset 2; cat "$work/a.ts" "$work/b.ts" > rate-changes.ts; }
[ -e rate-changes.mp3 ] || { heard "$work/a.mp3" 44100 2 -c:a libmp3lame -write_xing 0; heard "$work/b.mp3" 22050 2 -c:a libmp3lame -write_xing 0 -id3v2_version 0; cat "$work/a.mp3" "$work/b.mp3" > rate-changes.mp3; }
[ -e channels-change.aac ] || { heard "$work/c.aac" 44100 2 -ac 2 -c:a aac; heard "$work/d.aac" 44100 2 -ac 1 -c:a aac; cat "$work/c.aac" "$work/d.aac" > channels-change.aac; }
[ -e size-changes.ts ] || { seen "$work/e.ts" 64x48 25 2 -c:v mpeg2video -q:v 2; seen "$work/f.ts" 128x96 25 2 -c:v mpeg2video -q:v 2 -output_ts_offset 2; cat "$work/e.ts" "$work/f.ts" > size-changes.ts; }
[ -e pixels-change.mjpeg ] || { seen "$work/g.mjpeg" 64x48 25 2 -vf format=yuvj420p -c:v mjpeg -q:v 2; seen "$work/h.mjpeg" 64x48 25 2 -vf format=yuvj444p -c:v mjpeg -q:v 2; cat "$work/g.mjpeg" "$work/h.mjpeg" > pixels-change.mjpeg; }

# times
[ -e hole.mkv ] || ff -f lavfi -i "$(pictures 64x48 25 6)" -f lavfi -i "$(sound 16000 6)" -af "aselect='not(between(t,2.2,4.6))'" $small -c:a pcm_s16le hole.mkv
[ -e late-pictures.mkv ] || ff -itsoffset 1.6 -f lavfi -i "$(pictures 64x48 25 2)" -f lavfi -i "$(sound 16000 4)" $small -c:a aac late-pictures.mkv
[ -e late-sound.mkv ] || ff -f lavfi -i "$(pictures 64x48 25 4)" -itsoffset 2 -f lavfi -i "$(sound 16000 2)" $small -c:a pcm_s16le late-sound.mkv
[ -e jump-back.ts ] || { both "$work/i.ts" 3 -c:v mpeg2video -q:v 2 -c:a mp2; cat "$work/i.ts" "$work/i.ts" > jump-back.ts; }
[ -e jump-ahead.ts ] || { both "$work/j.ts" 2 -c:v mpeg2video -q:v 2 -c:a mp2; both "$work/k.ts" 2 -c:v mpeg2video -q:v 2 -c:a mp2 -output_ts_offset 100; cat "$work/j.ts" "$work/k.ts" > jump-ahead.ts; }
seen no-times.h264 64x48 25 3 -c:v libx264
seen no-times.m4v 64x48 25 3 $small
both begins-late.ts 3 -c:v mpeg2video -q:v 2 -c:a mp2 -output_ts_offset 3600
both wraps.ts 6 -c:v mpeg2video -q:v 2 -c:a mp2 -output_ts_offset 95440
[ -e cut-by-a-list.mp4 ] || ff -ss 1.5 -i plain.mp4 -c copy cut-by-a-list.mp4
[ -e slow-sound.mkv ] || ff -f lavfi -i "$(sound 16000 12)" -af "asetpts=PTS*1.002" -c:a pcm_s16le slow-sound.mkv

# damage
cut breaks-off.ts plain.ts 60
cut breaks-off.mkv plain.mkv 60
[ -e "$work/fast.mp4" ] || ff -i plain.mp4 -c copy -movflags +faststart "$work/fast.mp4"
cut breaks-off.mp4 "$work/fast.mp4" 60
cut no-index.mp4 plain.mp4 60
[ -e damaged.h264 ] || { cp no-times.h264 damaged.h264; for at in 30 45 60; do printf '\0\0\0\0\0\0\0\0\0\0\0\0' | dd of=damaged.h264 bs=1 seek=$(($(stat -c %s damaged.h264) * at / 100)) conv=notrunc status=none; done; }
[ -e empty.mp4 ] || : > empty.mp4
[ -e no-media.mp4 ] || echo "no media at all" > no-media.mp4
[ -e no-media.ts ] || head -c 20000 /dev/zero | tr '\0' 'x' > no-media.ts
heard nothing.wav 16000 0.1 -t 0 -c:a pcm_s16le
heard a-tenth.wav 16000 0.1 -c:a pcm_s16le
both a-tenth.mp4 0.12 -c:v libx264 -c:a aac
heard silent.wav 16000 3 -af volume=0 -c:a pcm_s16le

# names
for name in 'a b.wav' 'a#1.wav' '50%.wav' '%d.wav' "it's \"so\".wav" 'star*.wav' 'what?.wav' '[x]{y,z}.wav' 'a:b.wav' '-dash.wav' 'back\slash.wav' 'köln.wav' '日本.wav' 'ko''̈ln-apart.wav'; do
  [ -e "./$name" ] || cp mono-8-bit.wav "./$name"
done

# length
[ -e eight-hours.mkv ] || ff -f lavfi -i "color=c=gray:s=16x16:r=1/10:d=28800" -f lavfi -i "anullsrc=r=8000:cl=mono:d=28800" $small -c:a flac eight-hours.mkv
[ -e wraps-twice.ts ] || ff -f lavfi -i "color=c=gray:s=16x16:r=1/5:d=100000" $small -output_ts_offset 90000 wraps-twice.ts
