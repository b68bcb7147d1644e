import { connect } from '@postbus/db';
import { dataKeys } from '@postbus/db/auth-gateway';
import { keyRingProvider, openVault, parseKeyRing } from '@postbus/encryption';
import { openSigningKeys } from '../features/signing-keys/signing-keys.ts';

// Makes the key that signs the tokens of clients from 10 minutes on: `node src/commands/rotate-signing-key.ts`. The
// service does it by itself now and then; this is for the day when the key may be known to others.
const { DATABASE_URL, TOKEN_ENCRYPTION_KEYS } = process.env;
if (!DATABASE_URL || !TOKEN_ENCRYPTION_KEYS) {
  console.error('Set DATABASE_URL and TOKEN_ENCRYPTION_KEYS as auth-gateway has them.');
  process.exit(1);
}
const db = connect(DATABASE_URL, { applicationName: 'auth-gateway rotate-signing-key', maxConnections: 2 });
try {
  const provider = keyRingProvider(parseKeyRing(TOKEN_ENCRYPTION_KEYS));
  const { cipher } = await openVault({ db, table: dataKeys, provider });
  const signingKeys = await openSigningKeys({ db, cipher, clock: () => new Date() });
  await signingKeys.rotate();
  console.log(
    'The next signing key is published now and signs in 10 minutes; the present one verifies 20 minutes longer.',
  );
} finally {
  await db.$client.end({ timeout: 5 });
}
