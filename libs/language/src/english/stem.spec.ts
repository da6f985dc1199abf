import { conceptOf } from './concepts';
import { stem } from './stem';

describe('stems', () => {
  it.each([
    ['refunds', 'refunded'],
    ['returning', 'returns'],
    ['cancelled', 'cancellation'],
    ['deliveries', 'delivery'],
    ['hoping', 'hope'],
  ])('of "%s" and "%s" are the same', (one, other) => expect(stem(one)).toBe(stem(other)));

  it.each([
    ['relational', 'relat'],
    ['hopping', 'hop'],
    ['agreed', 'agre'],
    ['triplicate', 'triplic'],
    ['adjustment', 'adjust'],
    ['controlling', 'control'],
  ])('follow Porter: "%s" is "%s"', (word, expected) => expect(stem(word)).toBe(expected));

  it('leave short words, numbers and other scripts alone', () => {
    for (const word of ['is', '1042', 'größe', 'доставка', '']) expect(stem(word)).toBe(word);
  });

  it('share a concept where words mean the same', () => {
    expect(conceptOf(stem('package'))).toBe(conceptOf(stem('shipments')));
    expect(conceptOf(stem('invoice'))).not.toBe(conceptOf(stem('refund')));
  });
});
