#!/bin/sh
# Installs Debian's Chromium and fonts, which the browser tests need: sudo tests/browser/install.sh
set -eu
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core
chromium --version
