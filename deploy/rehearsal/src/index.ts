export type { Coverage, Share } from './coverage';
export { differences, holds, isNamed, type Told } from './expect';
export { handlersOf, type Business, type Surroundings } from './handlers-of';
export { LightTheatre, type Happened, type LightTheatreOptions } from './light-theatre';
export { Outside } from './outside';
export { play, type DeskCommand, type Failure, type Theatre } from './play';
export { rehearse, type Line, type Played, type Rehearsed } from './rehearse';
export { reportOf } from './report';
export { rehearsePack, type PackRehearsal } from './rehearse-pack';
