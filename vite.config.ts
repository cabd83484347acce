import { sveltekit } from '@sveltejs/kit/vite';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';
import { chunkGroups } from './dev/bundle/chunks.ts';
import { lean } from './dev/bundle/lean.ts';
import { sideEffects } from './dev/bundle/side-effects.ts';
import { mergeEntries } from './dev/bundle/merge-entries.ts';
import { preloads } from './dev/bundle/preloads.ts';

export default defineConfig({
	plugins: [sveltekit(), mergeEntries(), lean()],
	define: { __VESTIBULE_PSEUDO__: JSON.stringify(process.env['VESTIBULE_PSEUDO'] === '1') },
	environments: {
		client: {
			build: {
				modulePreload: { resolveDependencies: preloads },
				rolldownOptions: {
					output: { codeSplitting: { groups: chunkGroups } },
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
					include: ['src/**/*.test.ts']
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
