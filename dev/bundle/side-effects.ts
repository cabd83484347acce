/**
 * Packages that do nothing but give what is imported from them, although they do not say so: the
 * bundler leaves them out where nobody uses it. The SDK's HTTP layer would otherwise bring along the
 * 100 kB of look-alike letters that only a list of a room's members is compared by.
 */
export const sideEffects = [{ test: /[\\/]node_modules[\\/]unhomoglyph[\\/]/, sideEffects: false }];
