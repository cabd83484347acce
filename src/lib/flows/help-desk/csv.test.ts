import { expect, it } from 'vitest';
import { csvHead, csvLines } from './csv';
import { user } from './testing';

it('there is a line for each user, with as many cells as the first one', () => {
	const lines = csvLines([
		user('ada', { displayName: '=cmd', administrator: true, createdAt: 0, lastSeenAt: 86_400_000 }),
		user('bob', { displayName: undefined, locked: true, createdAt: 9e15 })
	]);
	expect(lines.split('\r\n')).toEqual([
		`"'@ada:example.org","'=cmd",true,false,false,false,false,false,1970-01-01T00:00:00.000Z,1970-01-02T00:00:00.000Z`,
		`"'@bob:example.org",,false,false,true,false,false,false,,`,
		''
	]);
	expect(csvHead).toMatch(/^\ufeffuser_id,displayname,/u);
	expect(csvHead.split(',')).toHaveLength(10);
});
