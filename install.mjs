// Brings node_modules in line with package-lock.json before a script runs. Plain JavaScript that needs
// nothing installed, and Node 20: it is what installs the rest, the newer Node included.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const OUTPUT_SHOWN_MAX_LINES = 40;

const root = import.meta.dirname;
const modules = join(root, 'node_modules');
const stampFile = join(modules, '.paygraph-install');

const readText = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};

/** Holds for this content of the lock file on this kind of machine: packages with binaries differ by platform. */
const stampOf = (lockText) =>
  `${createHash('sha256').update(lockText).digest('hex')} ${process.platform}-${process.arch}\n`;

/** Whether somebody ran npm by hand meanwhile: npm keeps its own record of what it installed. */
const isInstalledByHand = (lockText) => {
  const record = readText(join(modules, '.package-lock.json'));
  if (record === undefined) return false;
  const installed = JSON.parse(record).packages;
  const wanted = Object.entries(JSON.parse(lockText).packages);
  // The lock lists the workspaces as well, whose dependencies lie in node_modules like all others.
  return wanted.every(([path, entry]) => !path.includes('node_modules/') || sameAs(entry, installed[path]));
};

const sameAs = (wanted, installed) =>
  installed ? installed.version === wanted.version : Boolean(wanted.optional) && !isForThisMachine(wanted);

// Optional packages without a platform are dependencies of those with one, and come and go with them.
const isForThisMachine = ({ os, cpu, libc }) =>
  libc === undefined && Boolean(os?.includes(process.platform) && cpu?.includes(process.arch));

/** npm as the caller has it, run by a Node that does not live in the folder npm is about to change. */
const npmCommand = (path) => {
  const cli = process.env.npm_execpath;
  if (!cli?.endsWith('npm-cli.js')) return { file: process.platform === 'win32' ? 'npm.cmd' : 'npm', args: [] };
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const node = path.map((folder) => join(folder, name)).find((file) => existsSync(file));
  return { file: node ?? process.execPath, args: [cli] };
};

const runNpm = async () => {
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.startsWith(modules));
  const { file, args } = npmCommand(path);
  // What npm was told for the outer script (`--workspace=…`, `--global`) is not meant for this install.
  const foreign =
    /^npm_config_(workspaces?|global|location|dry_run|include_workspace_root|omit|include|package_lock_only)$/i;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
  // Not `npm ci`, which insists that every optional package of every platform be in the lock file.
  const flags = [
    '--no-save',
    '--include=dev',
    '--include=optional',
    '--ignore-scripts=false',
    '--no-audit',
    '--no-fund',
  ];
  const child = spawn(file, [...args, 'install', ...flags, '--loglevel=error'], {
    cwd: root,
    env: { ...env, PATH: path.join(delimiter) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

  const output = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk));
  let interrupted;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      interrupted = signal;
      child.kill(signal);
    });
  }
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  return { code, interrupted, output: Buffer.concat(output).toString() };
};

const fail = (message, output = '') => {
  // npm says what is wrong first and how to use it at length afterwards; a failing install script, the reverse.
  const lines = output.trimEnd().split('\n');
  if (lines.length > OUTPUT_SHOWN_MAX_LINES)
    lines.splice(OUTPUT_SHOWN_MAX_LINES / 2, lines.length - OUTPUT_SHOWN_MAX_LINES, '…');
  if (output) console.error(lines.join('\n'));
  console.error(message);
  process.exit(1);
};

const lockText =
  readText(join(root, 'package-lock.json')) ?? fail('package-lock.json is missing: is this a complete clone?');
const stamp = stampOf(lockText);
// The Node in .bin is fetched by an install script, which npm's own record does not cover.
const hasNode = existsSync(join(modules, '.bin', process.platform === 'win32' ? 'node.cmd' : 'node'));

if (!hasNode || readText(stampFile) !== stamp) {
  if (!hasNode || !isInstalledByHand(lockText)) {
    // An install that is interrupted must not be taken for a finished one.
    rmSync(stampFile, { force: true });
    console.log('Installing dependencies. This takes a minute, and happens only when they change.');
    const { code, interrupted, output } = await runNpm().catch((error) =>
      fail(`npm could not be started: ${error.message}. Install Node 20 or later with npm.`),
    );
    if (interrupted) process.exit(interrupted === 'SIGINT' ? 130 : 143);
    if (code !== 0) fail('The dependencies could not be installed: npm failed as shown above.', output);
  }
  writeFileSync(stampFile, stamp);
}
