// Paths of 24 × 24 icons that the first form does not need, so that they load with what does.

export const copy = 'M9 9h11v11H9ZM15 9V4H4v11h5';
