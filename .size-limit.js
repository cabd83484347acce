import { join } from 'node:path';
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

export default pages.flatMap(budgets);
