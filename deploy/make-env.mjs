// Makes the .env of `docker compose up`, with new secrets. Plain JavaScript for any Node from 20 on.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';

const [file = '.env'] = process.argv.slice(2);
const { privateKey } = generateKeyPairSync('ed25519');
const values = {
  ACTOR_SECRET: randomBytes(32).toString('hex'),
  VAULT_KEY: randomBytes(32).toString('base64'),
  JWT_PRIVATE_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).replaceAll('\n', '\\n'),
  ACME_CARDS_WEBHOOK_SECRET: randomBytes(32).toString('hex'),
  NOVA_CARDS_WEBHOOK_SECRET: randomBytes(32).toString('hex'),
  PARTNER_BANK_WEBHOOK_SECRET: randomBytes(32).toString('hex'),
  POSTGRES_PASSWORD: randomBytes(24).toString('hex'),
};
const lines = Object.entries(values).map(([name, value]) => `${name}=${value}\n`);
try {
  // Never replaced: its vault key may be the only one that opens the stored cards.
  writeFileSync(file, lines.join(''), { mode: 0o600, flag: 'wx' });
} catch (error) {
  console.error(error.code === 'EEXIST' ? `${file} is there already; it stays as it is.` : error.message);
  process.exit(1);
}
console.log(`Made ${file}. Keep it: it opens what the platform stores.`);
