import { stem } from './stem';

/**
 * Words that mean much the same when a customer says them. With a handful of examples an intent, a model cannot
 * learn that "parcel" and "package" are one thing; these groups tell it. They hold for any business: no product names.
 */
const GROUPS = `
parcel package shipment delivery deliver delivered delivering ship shipped shipping dispatch dispatched courier
arrive arrived arrival come came coming received receive get got getting gotten
order ordered purchase purchased bought buy buying
refund refunded reimburse reimbursed reimbursement repay
return returned returning
exchange swap replace replacement replaced replacing
cancel cancelled cancellation cancelling abort revoke undo
broken damaged defective faulty cracked smashed torn scratched ripped
lost missing disappeared vanished gone misplaced
stolen theft thief robbed stole steal
late delayed delay overdue slow
wait waiting waited
wrong incorrect mistaken mistake error erroneous
bill invoice receipt
charge charged charges fee fees cost costs price prices pricing
free complimentary gratis
pay paid paying payment payments
money funds cash
discount voucher coupon promo promotion
change changed changing update updating modify edit alter amend adjust
address street location
phone telephone mobile cell cellphone smartphone
email mail
account profile login
password passcode
open opened opening create creating register signup setup
close closed closing delete deleting deactivate terminate remove
verify verification verified confirm identify identification identity
decline declined declining reject rejected refused denied
fail failed failing failure unsuccessful
work working works function functioning
block blocked freeze frozen locked lock suspended
limit limits maximum minimum restriction restrictions cap
duplicate twice double doubled
transfer transferred transferring send sent sending
withdraw withdrawal withdrew withdrawn withdrawing
deposit deposited
country countries abroad overseas international foreign europe eu
currency currencies
atm cashpoint cashpoints atms
shop store stores merchant merchants retailer seller
recipient beneficiary
track tracking trace tracked
long soon fast quickly quick
help assist assistance support
human person agent representative advisor operator
size sizes fit fits fitting small large big
colour color
available availability stock
item items product products article goods
subscription subscribe membership plan
salary wage wages paycheck
kid kids child children son daughter minor
recognise recognize recognised recognized unknown unfamiliar unauthorized unauthorised
fraud fraudulent scam scammed hacked compromised
`;

/** Stem of a word → the stem that stands for its group. */
const CONCEPTS = new Map(
  GROUPS.trim()
    .split('\n')
    .flatMap((line) => {
      const stems = line.split(' ').map(stem);
      return stems.map((each): [string, string] => [each, stems[0]!]);
    }),
);

/** What a word means, as the stem of one word that stands for all that mean the same. */
export function conceptOf(stemmed: string): string {
  return CONCEPTS.get(stemmed) ?? stemmed;
}

/** The same where several words share the meaning, nothing where a word stands alone. */
export function sharedConceptOf(stemmed: string): string | undefined {
  return CONCEPTS.get(stemmed);
}
