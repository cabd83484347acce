import { parseArgs } from 'node:util';
import { writeFileSync } from 'node:fs';
import { untilTold } from './lifetime.ts';
import { Problem } from './problem.ts';
import { startTestStack } from './stack.ts';
import { stackClient } from './stack-client.ts';
import { testVariants } from './synapse/variants.ts';

const help = `The stack of the end-to-end tests, by hand.

  node dev/stack-cli.ts [options]

  --variants=open,strict  homeservers to start at once (default: all); the others start on demand
  --site=<folder>         the built portal (default: build/); new builds are served at once
  --out=<file>            also write the addresses there

Prints one JSON object, with a portal for each homeserver started, and stays until Ctrl-C.`;

try {
	const { values } = parseArgs({
		options: {
			variants: { type: 'string' },
			site: { type: 'string' },
			out: { type: 'string' },
			help: { type: 'boolean' }
		}
	});
	if (values.help) console.log(help);
	else await serve(values);
} catch (error) {
	if (!(error instanceof Problem)) throw error;
	console.error(error.message);
	process.exitCode = 1;
}

async function serve(options: { variants?: string; site?: string; out?: string }): Promise<void> {
	const names = parseVariants(options.variants);
	const stack = await startTestStack({ variants: names, siteFolder: options.site, follow: true });
	const client = stackClient(stack.addresses);
	const portals: Record<string, string> = { none: await client.portal(null) };
	for (const name of names) {
		const { baseUrl, serverName } = stack.addresses.homeservers[name];
		portals[name] = await client.portal({
			default_server_config: { 'm.homeserver': { base_url: baseUrl, server_name: serverName } }
		});
	}
	const printed = JSON.stringify({ ...stack.addresses, portals }, undefined, '\t');
	if (options.out) writeFileSync(options.out, printed);
	console.log(printed);
	await untilTold();
	await stack.stop();
}

function parseVariants(list: string | undefined) {
	if (!list) return testVariants;
	return list.split(',').map((name) => {
		const found = testVariants.find((variant) => variant === name);
		if (!found) throw new Problem(`There is no homeserver "${name}": ${testVariants.join(', ')}.`);
		return found;
	});
}
