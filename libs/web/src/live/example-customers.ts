/**
 * A few customers of the example shop, for a page on which nothing happens yet. They use the doors that every customer uses; only the
 * origin of their session says that they are made up. The order numbers are those of the example order service.
 */
export interface ExampleCustomer {
  name: string;
  /** ms after the first. */
  startsAfter: number;
  says: (string | Reply)[];
}
/** Said only where the last answer asked something: an order that was cancelled before needs no second yes. */
export interface Reply {
  ifAsked: string;
}

export const exampleCustomers: ExampleCustomer[] = [
  {
    name: 'Ada',
    startsAfter: 0,
    says: ['Hi! How long do I have to send something back?', 'Great, thank you!'],
  },
  {
    name: 'Ben',
    startsAfter: 1_600,
    says: ['Where is my order?', { ifAsked: "It's A-1042" }, 'Thanks, that was quick'],
  },
  {
    name: 'Chidi',
    startsAfter: 3_800,
    says: ['Please cancel A-1044', { ifAsked: 'Yes, please' }, 'Thank you'],
  },
  {
    name: 'Dora',
    startsAfter: 6_200,
    says: [
      'Where is A-1045? It should have been here days ago',
      "That doesn't help. Where is my order?",
      "This is the third time I'm asking where my order is and I'm really fed up with this.",
    ],
  },
  {
    name: 'Emil',
    startsAfter: 8_600,
    says: ['Where is A-1050? And what are your opening hours?', 'Perfect, thanks'],
  },
];
