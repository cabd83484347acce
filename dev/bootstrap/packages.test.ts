import { describe, expect, it } from 'vitest';
import { holdsAll, npmProblem } from './packages.mjs';

const lock = {
	packages: {
		'': { version: '0.1.0' },
		'node_modules/a': { version: '1.0.0' },
		'node_modules/b': { version: '2.0.0', optional: true },
		'node_modules/c': { version: '3.0.0', devOptional: true }
	}
};

describe('an installation', () => {
	it('is complete without what belongs to other systems', () => {
		expect(holdsAll(lock, { packages: { 'node_modules/a': { version: '1.0.0' } } })).toBe(true);
	});

	it('is not complete with another version', () => {
		expect(holdsAll(lock, { packages: { 'node_modules/a': { version: '1.0.1' } } })).toBe(false);
	});

	it('is not complete when npm did not come to its end', () => {
		expect(holdsAll(lock, {})).toBe(false);
	});
});

describe('the sentence for a failed installation', () => {
	it.each(['EAI_AGAIN', 'ENOTFOUND', 'ECONNREFUSED', 'ETIMEDOUT'])(
		'names the network for %s',
		(code) => {
			expect(npmProblem(`npm error code ${code}\nnpm error errno ${code}`, '/log')).toBe(
				'The packages could not be downloaded: the registry does not answer. Check the network and start again. (/log)'
			);
		}
	);

	it('names a full disk', () => {
		expect(npmProblem('npm error code ENOSPC', '/log')).toContain('the disk is full');
	});

	it('names a lock file that does not fit', () => {
		expect(npmProblem('npm error code EUSAGE', '/log')).toContain('Run "npm install"');
	});

	it('else says what npm says first', () => {
		const output = 'npm error code EXYZ\nnpm error Something odd\nnpm error More of it';
		expect(npmProblem(output, '/log')).toBe(
			'The packages could not be installed: Something odd (/log)'
		);
	});

	it('has words even when npm says nothing', () => {
		expect(npmProblem('', '/log')).toContain('npm did not come to its end');
	});
});
