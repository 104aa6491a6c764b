// Run as a process of its own by the tests, which kill it: an owner that dies without a word.
import { startEmbeddedPostgres } from './embedded-postgres.ts';

const [dataDir = '', password = ''] = process.argv.slice(2);
const { url } = await startEmbeddedPostgres({ dataDir, password });
console.log(url);
setInterval(() => {}, 60_000);
