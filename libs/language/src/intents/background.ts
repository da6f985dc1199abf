import { seededRandom } from './random';

/**
 * What people say that is no business of any service desk. Every model learns from these what a message looks like
 * that is about none of its intents; a pack adds its own as examples with the intent ''. No greetings, thanks or questions about
 * the assistant: packs have intents for these.
 */
const SENTENCES = `
what is the weather like tomorrow
will it rain in the afternoon
tell me a joke
sing me a song
who won the football match last night
what is the capital of france
how tall is the eiffel tower
how many legs does a spider have
who wrote romeo and juliet
what is the meaning of life
do you believe in god
what is your favourite film
who is the president of the united states
which party should I vote for
write me a poem about the sea
write a python function that sorts a list
explain quantum physics to a five year old
how do I bake a chocolate cake
what goes well with salmon
how long should I boil an egg
can you recommend a good book
can you translate this into spanish
how do you say good night in italian
what should I wear to a wedding
my cat will not eat her food
how do I teach my dog to sit
what is the square root of two hundred
solve this equation for x
help me with my history homework
what time is it in tokyo
how far away is the moon
are we alone in the universe
how do vaccines work
I have a headache what should I take
my knee hurts when I run
how can I lose weight
what exercises are good for the back
how do I fall asleep faster
I had a strange dream last night
I love the smell of rain in the morning
the sunset was beautiful yesterday
my grandmother used to sing in a choir
we went hiking in the mountains
the children are playing in the garden
I am learning to play the guitar
he painted the fence green
they danced until midnight
she is taller than her brother
the train was full of students
I think the old house is haunted
the soup needs more salt
let's play a game
do you want to be my friend
what did you dream about
do you like pizza
what are you wearing
tell me something interesting
tell me about the roman empire
when did the second world war end
who invented the telephone
what is the fastest animal on earth
why is the sky blue
how does a car engine work
how do I fix a leaking tap
how do I get a wine stain out of a carpet
what is the best way to plant tomatoes
when do roses bloom
how do I change a flat tyre
what is the plot of hamlet
who is the best singer in the world
play some jazz music
turn off the lights in the kitchen
set an alarm for seven
remind me to call mum
what is on television tonight
is there life on mars
how do I become a pilot
what does photosynthesis mean
give me a recipe for pancakes
how do I ask someone out on a date
my boyfriend is angry with me
what should I name my baby
how do I write a cover letter
what are the rules of chess
who scored the winning goal
is climate change real
what is the stock market doing
how do I learn to swim
I am bored
that is so funny
you are very clever
I saw a film about dinosaurs
what year is it
count to ten
spell the word rhythm
what rhymes with orange
the quick brown fox jumps over the lazy dog
lorem ipsum dolor sit amet
roses are red violets are blue
blah blah blah
la la la
hmm I wonder
whatever
ha ha ha
test test
`;

const NOISE = 40;

/** Sentences about nothing in particular, and some noise. */
export function backgroundSentences(seed: number): string[] {
  const random = seededRandom(seed);
  const noise = Array.from({ length: NOISE }, () => noiseOf(random));
  return [...SENTENCES.trim().split('\n'), ...noise];
}

/** Keys hit at random: one to four "words". */
function noiseOf(random: () => number): string {
  const letter = (): string => 'abcdefghijklmnopqrstuvwxyz'.charAt(Math.floor(random() * 26));
  const word = (): string => Array.from({ length: 3 + Math.floor(random() * 7) }, letter).join('');
  return Array.from({ length: 1 + Math.floor(random() * 4) }, word).join(' ');
}
