import { houseFindings } from './checks/house-words.ts';
import { sources } from './checks/sources.ts';
import { repository } from './state.ts';

const code = /\.(?:ts|js|mjs|svelte|css|html|py|sh|ya?ml)$|^\.githooks\/|^\.ci\//;

const findings = sources(repository, (path) => code.test(path)).flatMap(({ path, text }) =>
	houseFindings(text).map(({ line, text: found, why }) => `${path}:${line}: ${found}\n    ${why}`)
);
for (const finding of findings) console.error(finding);
process.exitCode = findings.length > 0 ? 1 : 0;
