/**
 * Reads a version: `v24.1.0` is [24, 1].
 * @param {string} text
 * @returns {[number, number]} major and minor; zeros when it is no version
 */
export function parseVersion(text) {
	const match = /(\d+)\.(\d+)/.exec(text);
	return [Number(match?.[1] ?? 0), Number(match?.[2] ?? 0)];
}

/**
 * @param {readonly [number, number]} version
 * @param {readonly [number, number]} oldest
 */
export function isAtLeast(version, oldest) {
	return version[0] > oldest[0] || (version[0] === oldest[0] && version[1] >= oldest[1]);
}
