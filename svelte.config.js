import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import adapter from '@sveltejs/adapter-static';
import { adapterAhead } from './dev/bundle/ahead.ts';
import { versionOf } from './dev/bundle/version.ts';
import { headScript } from './src/lib/i18n/head-script.ts';
import { localesOf, localizedPath } from './src/lib/i18n/locales.ts';

const site = process.env.VESTIBULE_BUILD_DIR || 'build';
const codes = localesOf(process.env.VESTIBULE_PSEUDO === '1').map((locale) => locale.code);

const pagesFolder = new URL('./src/routes/[[locale=locale]]/', import.meta.url);

/** Every page is a folder with a +page.svelte, and exists in every language. */
const entries = readdirSync(pagesFolder, { recursive: true, encoding: 'utf8' })
	.filter((file) => /(^|[\\/])\+page\.svelte$/.test(file))
	.map((file) => `/${file.split(/[\\/]/).slice(0, -1).join('/')}`)
	.flatMap((page) => codes.map((code) => /** @type {`/${string}`} */ (localizedPath(page, code))));

const made = ['src', 'dev/bundle', 'package-lock.json', 'svelte.config.js', 'vite.config.ts'];
const version = versionOf(import.meta.dirname, made, codes.join());

const head = readFileSync(new URL('./src/lib/i18n/head.js', import.meta.url), 'utf8');
const headHash = createHash('sha256').update(headScript(head, codes)).digest('base64');

/** @type {import('@sveltejs/kit').Config} */
export default {
	compilerOptions: { runes: true },
	kit: {
		adapter: adapterAhead(adapter({ pages: site, assets: site }), site),
		// The same source gives the same files, whenever it is built; another one is seen by pages that
		// were open before.
		version: { name: version },
		// All paths are relative, so the site also works below a path of a host; only the page for
		// unknown addresses (404.html) leads to the root.
		paths: { relative: true },
		// Each page carries its style: one request less before the form.
		inlineStyleThreshold: 60_000,
		csp: {
			mode: 'hash',
			// SvelteKit adds the hashes of its own inline script and styles, page by page.
			directives: {
				'default-src': ['none'],
				'script-src': ['self', 'wasm-unsafe-eval', `sha256-${headHash}`],
				'style-src': ['self'],
				// The style attribute of SvelteKit's route announcer.
				'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
				// The operator's logo may be on another site.
				'img-src': ['self', 'data:', 'https:'],
				// Whatever homeserver a person names, also a local one without a certificate.
				'connect-src': ['self', 'https:', 'http:'],
				'manifest-src': ['self'],
				'form-action': ['none'],
				'base-uri': ['none'],
				'object-src': ['none'],
				// Text never becomes markup or script by way of the DOM; Svelte makes its own templates.
				'require-trusted-types-for': ['script'],
				'trusted-types': ['svelte-trusted-html']
			}
		},
		// Links are followed besides, so that one that leads nowhere stops the build.
		prerender: { entries }
	}
};
