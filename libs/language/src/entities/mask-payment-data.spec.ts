import { maskPaymentData } from '../index';

describe('masking payment data', () => {
  it.each([
    ['my card 4242 4242 4242 4242', 'my card •••• 4242'],
    ['4242424242424242', '•••• 4242'],
    ['4242-4242-4242-4242, please', '•••• 4242, please'],
    ['amex 3782 822463 10005.', 'amex •••• 0005.'],
    ['order 1042 4242 4242 4242 4242', 'order 1042 •••• 4242'],
    ['４２４２４２４２４２４２４２４２', '•••• 4242'],
    ['DE89 3704 0044 0532 0130 00 and thanks', '•••• 3000 and thanks'],
    ['iban gb82west12345698765432', 'iban •••• 5432'],
    ['cvv 123', 'cvv •••'],
    ['my security code is 9876', 'my security code is •••'],
    ['123 is my cvc', '••• is my cvc'],
    ['378282246310005, 12/25, 1234', '•••• 0005, 12/25, •••'],
  ])('"%s" becomes "%s"', (text, expected) => expect(maskPaymentData(text).text).toBe(expected));

  it.each([
    '4242424242424241',
    '14242424242424242',
    'call +49 1512 3456 7890',
    'a4242424242424242',
    'DE89 3704 0044 0532 0130 01',
    'tracking 00340434161094042557',
    'order 1042, ref 123',
    '12/05/2024 10:30',
  ])('"%s" stays as it is', (text) => expect(maskPaymentData(text)).toEqual({ text, masked: 0 }));

  it('counts what it masked, and finds nothing more the second time', () => {
    const { text, masked } = maskPaymentData('4242424242424242 and 5555 5555 5555 4444, cvv 123');
    expect(masked).toBe(3);
    expect(maskPaymentData(text)).toEqual({ text, masked: 0 });
  });

  it('survives whatever is typed', () => {
    for (const unit of ['1 ', '4242 4242 ', 'GB82 WEST ', 'cvv ', '\ud800', '•']) {
      expect(maskPaymentData(unit.repeat(10_000 / unit.length)).text.length).toBeGreaterThan(0);
    }
    expect(maskPaymentData('')).toEqual({ text: '', masked: 0 });
  });
});
