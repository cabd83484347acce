/** Which part of a picture is shown, as a person chooses it. */
export interface View {
	/** 1 shows as much as a square can. */
	zoom: number;
	/** Where the square is between both ends, from 0 to 1. */
	x: number;
	y: number;
}

export interface Size {
	width: number;
	height: number;
}

/** A square of a picture, in its own pixels. */
export interface Square {
	left: number;
	top: number;
	side: number;
}

export const LARGEST_ZOOM = 4;

/** The middle, as large as it can be: what most people want. */
export const wholeView: View = { zoom: 1, x: 0.5, y: 0.5 };

/** The square of the picture that a view shows. It never reaches beyond the edges. */
export function squareOf({ width, height }: Size, { zoom, x, y }: View): Square {
	const side = Math.max(1, Math.min(width, height) / within(zoom, 1, LARGEST_ZOOM));
	return {
		left: (width - side) * within(x, 0, 1),
		top: (height - side) * within(y, 0, 1),
		side
	};
}

/** Where the view can be moved at all. */
export function room(size: Size, view: View): { x: boolean; y: boolean } {
	const { side } = squareOf(size, view);
	return { x: size.width - side >= 1, y: size.height - side >= 1 };
}

/**
 * The view after the picture was dragged.
 * @param by how far, as a share of the square's side; the picture follows the finger
 */
export function dragged(size: Size, view: View, by: { x: number; y: number }): View {
	const { side } = squareOf(size, view);
	const free = room(size, view);
	return {
		zoom: view.zoom,
		x: free.x ? within(view.x - (by.x * side) / (size.width - side), 0, 1) : view.x,
		y: free.y ? within(view.y - (by.y * side) / (size.height - side), 0, 1) : view.y
	};
}

const within = (value: number, least: number, most: number) =>
	Math.min(Math.max(value, least), most);
