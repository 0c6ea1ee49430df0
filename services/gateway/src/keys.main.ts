import { runApiKeyCommand } from './api-keys/api-key.command.js';

process.exitCode = await runApiKeyCommand(process.argv.slice(2), process.env, {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
});
