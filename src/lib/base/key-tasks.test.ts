import { expect, test } from 'vitest';
import { keyTaskOf, keyTaskPath, keyTasks, originOf } from './key-tasks';

const query = (text: string) => new URLSearchParams(text);

test('a task has a path, which names where the person came from', () => {
	expect(keyTaskPath('test')).toBe('/account/encryption?task=test');
	expect(keyTaskPath('set-up', 'password')).toBe('/account/encryption?task=set-up&from=password');
});

test('each path leads to its own task', () => {
	for (const task of keyTasks)
		expect(keyTaskOf(new URL(keyTaskPath(task), 'https://p.test').searchParams)).toBe(task);
});

test.each(['', 'task=', 'task=toString', 'task=SET-UP', 'tasks=reset'])(
	'no task is read from “%s”',
	(text) => expect(keyTaskOf(query(text))).toBeUndefined()
);

test('leads back to known pages only', () => {
	expect(originOf(query('from=deactivate'))).toEqual({
		from: 'deactivate',
		path: '/account/deactivate'
	});
	expect(originOf(query('task=test'))).toBeUndefined();
	for (const forged of ['https://evil.test', '/account', 'constructor', '__proto__'])
		expect(originOf(new URLSearchParams({ from: forged }))).toBeUndefined();
});
