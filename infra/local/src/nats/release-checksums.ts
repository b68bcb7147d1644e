/** The release of nats-server that is fetched from GitHub. */
export const releaseVersion = '2.12.4';

/**
 * SHA-256 of `nats-server-v<version>-<platform>.tar.gz`, from public copies of the image's Dockerfile
 * (github.com/nats-io/nats-docker). They were not compared with the release itself: a sum that is wrong only makes the
 * download be refused, and the next way is tried. On macOS Homebrew serves, with checksums of its own.
 */
export const releaseChecksums: Record<string, string> = {
  'linux-amd64': '92388f2e4aa1e6dea402eb173cbdb1fcb1df9a9c899cb807b91ddbb45c131b65',
  'linux-arm64': '44a6ff34eff7e8d0e1409dbac0b733cff7ecbb4f19388a4d0d3d6085d899f017',
};
