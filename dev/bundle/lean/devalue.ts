/** How devalue writes that a property is there, but undefined. */
const UNDEFINED = -1;

/**
 * Reads what devalue has flattened, as far as the data of this site's pages goes: objects, arrays,
 * texts, numbers, true, false, null and undefined. The original also knows dates, maps, binary data
 * and more.
 * @param values the answer of a page's `__data.json`: places in it stand for values
 * @throws where there is anything else
 */
export function unflatten(values: readonly unknown[]): unknown {
	const made = new Map<unknown, unknown>([[UNDEFINED, undefined]]);
	const at = (index: unknown): unknown => {
		if (made.has(index)) return made.get(index);
		const value = values[Number(index)];
		const isKnown = value !== undefined && !(Array.isArray(value) && typeof value[0] === 'string');
		if (!isKnown) throw new Error('The data of this page cannot be read');
		if (!value || typeof value !== 'object') return value;
		const whole: Record<string, unknown> | unknown[] = Array.isArray(value) ? [] : {};
		made.set(index, whole);
		for (const [key, place] of Object.entries(value)) Reflect.set(whole, key, at(place));
		return whole;
	};
	return at(0);
}
