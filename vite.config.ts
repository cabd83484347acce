import { sveltekit } from '@sveltejs/kit/vite';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';
import { chunkGroups } from './dev/bundle/chunks.ts';
import { eager, hintFor } from './dev/bundle/eager.ts';
import { lean } from './dev/bundle/lean.ts';
import { sideEffects } from './dev/bundle/side-effects.ts';
import { mergeEntries } from './dev/bundle/merge-entries.ts';
import { preloads } from './dev/bundle/preloads.ts';

/** Tests that need more of a browser than a process that is shared can give: cryptography, addresses. */
const alone = [
	'src/lib/matrix/{crypto,keys}/**/*.test.ts',
	'src/lib/matrix/{discovery,key,light,public,reach,recovery-k,sdk,sign,verification}*.test.ts'
];

export default defineConfig({
	plugins: [sveltekit(), mergeEntries(), lean(), eager()],
	define: { __VESTIBULE_PSEUDO__: JSON.stringify(process.env['VESTIBULE_PSEUDO'] === '1') },
	environments: {
		client: {
			build: {
				modulePreload: { resolveDependencies: preloads },
				rolldownOptions: {
					output: { codeSplitting: { groups: chunkGroups }, postBanner: hintFor },
					treeshake: { moduleSideEffects: sideEffects }
				}
			}
		}
	},
	test: {
		projects: [
			{
				extends: true,
				plugins: [svelteTesting()],
				test: {
					name: 'unit',
					environment: 'jsdom',
					// A process and a document for each file took four times as long.
					pool: 'vmThreads',
					include: ['src/**/*.test.ts'],
					exclude: alone
				}
			},
			{
				extends: true,
				test: {
					name: 'alone',
					environment: 'jsdom',
					include: alone
				}
			},
			{
				test: {
					name: 'node',
					environment: 'node',
					include: ['dev/**/*.test.ts', 'tests/lint/**/*.test.ts']
				}
			}
		]
	}
});
