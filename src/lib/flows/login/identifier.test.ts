import { expect, test } from 'vitest';
import { fieldOf, identifierOf, readIdentifier } from './identifier';

test.each([
	['ada', { kind: 'name', name: 'ada' }],
	[' Ada ', { kind: 'name', name: 'Ada' }],
	['@ada', { kind: 'name', name: 'ada' }],
	['@ada:example.org', { kind: 'id', localpart: 'ada', serverName: 'example.org' }],
	['@Ada:Example.ORG', { kind: 'id', localpart: 'Ada', serverName: 'example.org' }],
	['@ada:localhost:8008', { kind: 'id', localpart: 'ada', serverName: 'localhost:8008' }],
	['@ada:[::1]:8448', { kind: 'id', localpart: 'ada', serverName: '[::1]:8448' }],
	['ada:example.org', { kind: 'id', localpart: 'ada', serverName: 'example.org' }],
	['ada@people.test', { kind: 'email', address: 'ada@people.test' }],
	['Ada+Matrix@People.test', { kind: 'email', address: 'Ada+Matrix@People.test' }],
	['a b@@c', { kind: 'email', address: 'a b@@c' }],
	['@ada@social.example', { kind: 'email', address: '@ada@social.example' }],
	['', undefined],
	['  ', undefined],
	['@', undefined]
])('%j is read as what a person means by it', (text, who) => {
	expect(readIdentifier(text)).toEqual(who);
});

test.each([
	[{ kind: 'name', name: 'ada' }, { user: 'ada' }],
	[{ kind: 'id', localpart: 'ada', serverName: 'example.org' }, { user: '@ada:example.org' }],
	[{ kind: 'email', address: 'ada@people.test' }, { email: 'ada@people.test' }]
] as const)('%j goes to the homeserver as it takes it', (who, identifier) => {
	expect(identifierOf(who)).toEqual(identifier);
});

test('a failure is told at its field, if it has one', () => {
	expect(fieldOf({ kind: 'homeserverNotFound', host: 'x' })).toBe('username');
	expect(fieldOf({ kind: 'passwordMissing' })).toBe('password');
	// Which of the two is wrong is nobody's to know.
	expect(fieldOf({ kind: 'signInRefused' })).toBeUndefined();
});
