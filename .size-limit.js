import { join } from 'node:path';
import { cryptoLoad } from './dev/testing/crypto-load.ts';
import { firstLoad } from './dev/testing/first-load.ts';

const folder = process.env.VESTIBULE_BUILD_DIR || 'build';

/**
 * What a person waits for before the form works, in each language.
 * @param {string} page
 */
function budgets(page) {
	const { scripts, styles } = firstLoad(folder, page);
	const below = (/** @type {string} */ path) => join(folder, path);
	return [
		{
			name: `/${page}: script before the form works`,
			path: scripts.map(below),
			gzip: true,
			limit: '45 kB'
		},
		{
			name: `/${page}: everything before the form works`,
			path: [page, ...scripts, ...styles].map(below),
			gzip: true,
			limit: '60 kB'
		}
	];
}

const pages = [
	'register.html',
	'de/register.html',
	'login.html',
	'de/login.html',
	'recover.html',
	'de/recover.html'
];

/** What comes once, and only for whoever begins with cryptography. */
const crypto = cryptoLoad(folder).map((path) => join(folder, path));
const limits = [
	{ name: 'cryptography, gzip', path: crypto, gzip: true, limit: '2.2 MB' },
	{ name: 'cryptography, brotli', path: crypto, brotli: true, limit: '1.5 MB' }
];

export default [...pages.flatMap(budgets), ...limits];
