import { expect, test } from 'vitest';
import { countAsked, isThrifty } from './asked.ts';

const flows = { line: 'POST /register' };
const stage = (type: string) => ({ line: 'POST /register', stage: type });
const poll = stage('m.login.email.identity');

test('counts by purpose, in the order in which they come first', () => {
	const counts = countAsked([flows, { line: 'GET /login' }, stage('m.login.terms'), poll, poll]);
	expect(counts).toEqual([
		{ what: 'flows', times: 1, most: 1 },
		{ what: 'providers of single sign-on', times: 1, most: 1 },
		{ what: 'stage terms', times: 1, most: 1 },
		{ what: 'stage email, which are the polls', times: 2 }
	]);
	expect(isThrifty(counts)).toBe(true);
});

test('a stage that is sent twice is once too often', () => {
	expect(isThrifty(countAsked([stage('m.login.dummy'), stage('m.login.dummy')]))).toBe(false);
});

test('so is a second look for the flows', () => {
	expect(isThrifty(countAsked([flows, flows]))).toBe(false);
});

test('what no registration needs is asked too often already', () => {
	const counts = countAsked([{ line: 'GET /sync' }]);
	expect(counts).toEqual([{ what: 'GET /sync', times: 1, most: 0 }]);
	expect(isThrifty(counts)).toBe(false);
});
