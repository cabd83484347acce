import { describe, expect, test } from 'vitest';
import { userPath } from '$lib/base/user-path';
import { faultOf, placeIn, taskNames } from './address';

const place = (query: string) => placeIn(new URL(`https://portal.test/help-desk/user${query}`));
const ID = '@ada:hs.test';

describe('the address', () => {
	test('names a user and a task, and leads back to where it came from', () => {
		for (const task of [undefined, ...taskNames]) {
			const url = new URL(userPath('@a+b&c=d/e:hs.test', task), 'https://portal.test');
			expect(placeIn(url)).toEqual({ userIds: ['@a+b&c=d/e:hs.test'], ...(task && { task }) });
		}
	});

	test('names several users, each once', () => {
		expect(place(`?task=deactivate&id=${ID}&id=@b:c&id=%20${ID}&id=`)).toEqual({
			userIds: [ID, '@b:c'],
			task: 'deactivate'
		});
	});

	test.each(['', '?id=', '?task=nothing', '?task=__proto__'])('%j names nothing', (query) => {
		expect(place(query)).toEqual({ userIds: [] });
	});

	test('names no more than can be shown', () => {
		const query = Array.from({ length: 1200 }, (_, number) => `id=@u${number}:hs.test`).join('&');
		expect(place(`?${query}`).userIds).toHaveLength(1000);
	});
});

test.each([
	[ID, undefined],
	['@ada:other.test', 'elsewhere'],
	['@ada:hs.test:8448', 'elsewhere'],
	['ada', 'noId'],
	['@ada', 'noId'],
	['ada:hs.test', 'noId'],
	['@a da:hs.test', 'noId']
])('%s: %s', (userId, fault) => {
	expect(faultOf(userId, 'hs.test')).toBe(fault);
});
