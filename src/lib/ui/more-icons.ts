// Paths of 24 × 24 icons that the first form does not need, so that they load with what does.

export const copy = 'M9 9h11v11H9ZM15 9V4H4v11h5';
export const person = 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM4 20.5c1-4 4-6 8-6s7 2 8 6';
