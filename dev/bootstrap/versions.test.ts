import { describe, expect, it } from 'vitest';
import { isAtLeast, parseVersion } from './versions.mjs';

describe('versions', () => {
	it('are read with and without their v', () => {
		expect(parseVersion('v24.21.0')).toEqual([24, 21]);
		expect(parseVersion('3.10')).toEqual([3, 10]);
		expect(parseVersion('none')).toEqual([0, 0]);
	});

	it.each([
		[[20, 19], true],
		[[20, 20], true],
		[[21, 0], true],
		[[20, 9], false],
		[[19, 99], false]
	] as const)('compare %j with 20.19: %s', (version, expected) => {
		expect(isAtLeast(version, [20, 19])).toBe(expected);
	});
});
