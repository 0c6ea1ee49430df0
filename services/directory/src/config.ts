import { ServiceConfig } from '#service-kit';

/** The directory needs nothing beyond what every service needs. */
export class DirectoryConfig extends ServiceConfig {}
