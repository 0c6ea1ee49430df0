import { IsInt, IsOptional, Length, Matches, Max, Min } from 'class-validator';
import { ServiceConfig, ToNumber } from '#service-kit';
import type { Upstream } from './routes/routes.rules.js';

const IsOrigin = () =>
  Matches(/^https?:\/\/[^\s/?#]+\/?$/, { message: '$property must be an http:// address without a path' });

/** Where the services are, and what callers may ask of the gateway. */
export class GatewayConfig extends ServiceConfig {
  @IsOrigin()
  directoryUrl: string;

  @IsOrigin()
  surveyDispatchUrl: string;

  @IsOrigin()
  responseIntakeUrl: string;

  @IsOrigin()
  scoringUrl: string;

  @IsOrigin()
  feedbackTaggingUrl: string;

  @IsOrigin()
  followUpUrl: string;

  /** The local stack's mail catcher, shown under /mail; absent where mail really goes out. */
  @IsOptional()
  @IsOrigin()
  mailCatcherUrl?: string;

  /** Requests per minute that one API key, or one address without a key, may send. */
  @ToNumber()
  @IsInt()
  @Min(1)
  rateLimitPerMinute = 6_000;

  /** How long a service may take to answer, in milliseconds. */
  @ToNumber()
  @IsInt()
  @Min(100)
  upstreamTimeoutMs = 15_000;

  /** Proxies in front of the gateway that add to `X-Forwarded-For`; with 0 that header is not believed. */
  @ToNumber()
  @IsInt()
  @Min(0)
  @Max(10)
  trustedProxies = 0;

  /** The touchpoint of what clients written for Delighted send: of surveys that they want, and of answers that they add. */
  @Length(1, 200)
  delightedTouchpoint = 'delighted.people_created';

  /** The source under which their answers are kept, and imported ones were: ids that Delighted gave lead to these. */
  @Length(1, 200)
  delightedSource = 'delighted';

  /** Address of each service, without a slash at its end. */
  upstreams(): ReadonlyMap<Upstream, string> {
    const given: [Upstream, string | undefined][] = [
      ['directory', this.directoryUrl],
      ['survey-dispatch', this.surveyDispatchUrl],
      ['response-intake', this.responseIntakeUrl],
      ['scoring', this.scoringUrl],
      ['feedback-tagging', this.feedbackTaggingUrl],
      ['follow-up', this.followUpUrl],
      ['mail-catcher', this.mailCatcherUrl],
    ];
    return new Map(given.flatMap(([name, url]) => (url === undefined ? [] : [[name, new URL(url).origin]])));
  }
}
