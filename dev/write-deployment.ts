// Writes the web server configurations of docs/deployment from the headers that the portal needs.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deploymentFiles } from './deployment/files.ts';
import { repository } from './state.ts';

const folder = join(repository, 'docs/deployment');
mkdirSync(folder, { recursive: true });
for (const [name, content] of Object.entries(deploymentFiles()))
	writeFileSync(join(folder, name), content);
