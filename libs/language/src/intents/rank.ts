/** The indices of the greatest few values, greatest first. Sorting all of them would take longer than scoring them. */
export function rankOf(values: ArrayLike<number>, count: number): number[] {
  const ranked: number[] = [];
  for (let c = 0; c < values.length; c++) {
    if (ranked.length === count && values[c]! <= values[ranked[count - 1]!]!) continue;
    let place = ranked.length;
    while (place > 0 && values[ranked[place - 1]!]! < values[c]!) place--;
    ranked.splice(place, 0, c);
    if (ranked.length > count) ranked.pop();
  }
  return ranked;
}
