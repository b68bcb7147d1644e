/** Someone whom the sandbox gets for the seed. */
export interface SeedCreator {
  username: string;
  displayName: string;
  bioDescription: string;
  followerCount: number;
  followingCount: number;
  /** Hours of a day (UTC) at which they post. */
  hours: number[];
  /** Colour of their videos and photos, from 0 to 1. */
  hue: number;
  /** One for each post, all of them different. */
  captions: string[];
}

/** Names of their own: whoever the person at the keyboard works with is left alone. */
export const seedCreators: SeedCreator[] = [
  {
    username: 'hearthandcrumb',
    displayName: 'Hearth & Crumb',
    bioDescription: 'A small bakery. Up at four.',
    followerCount: 12_480,
    followingCount: 211,
    hours: [5, 16, 6, 17, 5, 11],
    hue: 0.08,
    captions: [
      'Four o’clock, first batch in #bakery #sourdough',
      'How wet is too wet? #sourdough #breadtok',
      'Shaping a batard in ten seconds #breadtok #howto',
      'The crackle. Sound on #asmr #bakery',
      'Rye that keeps for a week #rye #bakery',
      'What the starter looked like on day 3 #sourdough #howto',
      'Cardamom knots, start to end #buns #bakery',
      'Scoring practice on a Sunday #breadtok #weekend',
      'Why we weigh salt twice #howto #bakery',
      'Leftover loaf, new life #zerowaste #recipe',
      'Butter layers, up close #croissant #asmr',
      'A customer asked for square buns #buns #smallbusiness',
      'Flour from the mill next door #smallbusiness #rye',
      'Ten loaves, one peel #sourdough #bakery',
      'Behind the counter before we open #smallbusiness #bakery',
      'Saturday special: saffron wreath #weekend #buns',
      'Advent plans, part one #advent #bakery',
      'The oven gets a new stone #bakery #smallbusiness',
      'Idea: crumb reading, a series #sourdough',
      'Idea: questions from the comments #howto',
    ],
  },
  {
    username: 'balcony.acre',
    displayName: 'Balcony Acre',
    bioDescription: 'Eight square metres, forty kinds of vegetables.',
    followerCount: 3_920,
    followingCount: 388,
    hours: [18, 8, 19, 12, 18],
    hue: 0.35,
    captions: [
      'Everything I grew in eight square metres #balconygarden #harvest',
      'Garlic goes in now #garlic #howto',
      'Cheapest way to stop the wind #balconygarden #howto',
      'Leaves to soil in a bucket #compost #zerowaste',
      'Last tomatoes, first frost #harvest #tomatoes',
      'Watering while away: a string and a jar #howto #balconygarden',
      'Kale does not mind #kale #wintergarden',
      'What I would not grow again #balconygarden #weekend',
      'Seeds from a shop tomato, one year on #tomatoes #zerowaste',
      'Worms, three months in #compost #asmr',
      'Wrapping pots for winter #wintergarden #howto',
      'Microgreens by the window #wintergarden #recipe',
      'Balcony tour, honest edition #balconygarden #weekend',
      'Soup from what was left #recipe #harvest',
      'Pruning the fig, nervously #wintergarden #howto',
      'Seed swap on Sunday #weekend #seeds',
      'Ordering seeds: my list #seeds #balconygarden',
      'Planning next year on paper #balconygarden',
      'Idea: one pot, four seasons #wintergarden',
      'Idea: compost questions #compost',
    ],
  },
  {
    username: 'slowmiles',
    displayName: 'Slow Miles',
    bioDescription: 'Night trains, long walks, small towns.',
    followerCount: 48_100,
    followingCount: 96,
    hours: [20, 21, 13, 20, 7, 21],
    hue: 0.6,
    captions: [
      'Asleep in one country, awake in another #nighttrain #slowtravel',
      'What fits in a 20 litre bag #packing #howto',
      'A town you pass and should not #smalltowns #slowtravel',
      'Breakfast in the dining car #nighttrain #asmr',
      'Forty kilometres on foot #hiking #weekend',
      'Booking three borders on one ticket #howto #nighttrain',
      'The ferry nobody takes in November #slowtravel #smalltowns',
      'Rain all day, and it was fine #hiking #asmr',
      'Cabin tour, second class #nighttrain #packing',
      'Two days, no plan #weekend #slowtravel',
      'Soup at the station #smalltowns #recipe',
      'Night train or plane: the bill #nighttrain #howto',
      'Old railway, new path #hiking #slowtravel',
      'Small museum, large stove #smalltowns #weekend',
      'Sunrise from the top bunk #nighttrain #asmr',
      'Next: the coast in winter #slowtravel #hiking',
      'A map for you to keep #howto #slowtravel',
      'New year, by rail #nighttrain #weekend',
      'Idea: packing for a week of rain #packing',
      'Idea: one station, one hour #smalltowns',
    ],
  },
];
