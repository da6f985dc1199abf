/** Which passages have a word, and how often: places in ascending order, since passages are only ever added behind. */
export class Postings {
  private places = new Int32Array(4);
  private weights = new Float32Array(4);
  length = 0;

  add(place: number, weight: number): void {
    if (this.length === this.places.length) this.grow();
    this.places[this.length] = place;
    this.weights[this.length++] = weight;
  }

  /** Whether the passage at this place has the word. */
  has(place: number): boolean {
    return this.find(place) >= 0;
  }

  private find(place: number): number {
    let low = 0;
    let high = this.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = this.places[middle]!;
      if (found === place) return middle;
      if (found < place) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  /** As `score`, for some places only: faster where they are few and the word is common. */
  scoreOnly(factor: number, norms: Float64Array, scores: Float64Array, some: Int32Array): void {
    for (const place of some) {
      const at = this.find(place);
      if (at >= 0) scores[place]! += (factor * this.weights[at]!) / (this.weights[at]! + norms[place]!);
    }
  }

  /**
   * Adds what the word is worth to the score of each passage that has it: BM25, with `norms` by place.
   * @returns how many of `touched` are in use now: the places with a score
   */
  score(factor: number, norms: Float64Array, scores: Float64Array, touched: Int32Array, count: number): number {
    const { places, weights, length } = this;
    for (let i = 0; i < length; i++) {
      const place = places[i]!;
      if (scores[place] === 0) touched[count++] = place;
      const weight = weights[i]!;
      scores[place]! += (factor * weight) / (weight + norms[place]!);
    }
    return count;
  }

  /** The same for passages at new places; -1 for those that are gone. */
  moved(to: Int32Array): Postings {
    const result = new Postings();
    for (let i = 0; i < this.length; i++) {
      const place = to[this.places[i]!]!;
      if (place >= 0) result.add(place, this.weights[i]!);
    }
    return result;
  }

  private grow(): void {
    const [places, weights] = [new Int32Array(this.length * 2), new Float32Array(this.length * 2)];
    places.set(this.places);
    weights.set(this.weights);
    this.places = places;
    this.weights = weights;
  }
}
