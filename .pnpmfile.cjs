/**
 * openapi-typescript writes types with the compiler's JavaScript API, which TypeScript 7 no longer has. It asks for a
 * TypeScript 5 beside it; the workspace's own is newer, so it brings one along.
 */
function readPackage(manifest) {
  if (manifest.name === 'openapi-typescript') {
    delete manifest.peerDependencies.typescript;
    manifest.dependencies.typescript = '5.9.3';
  }
  return manifest;
}

module.exports = { hooks: { readPackage } };
