import type { ReactNode } from 'react';
import { SiteLanguage } from '~/ui/site-language';

type Props = {
  /** What the person is responsible for: 属地责任人, 监管责任人, 主体责任人. */
  duty: string;
  name: string;
  post?: string | undefined;
  phone?: string | undefined;
  children?: ReactNode;
};

/** One responsible person on a signboard. The telephone number is a link, so that a phone dials it. */
export function PersonCard({ duty, name, post, phone, children }: Props) {
  return (
    <div className="anshao-person">
      <p className="anshao-person__duty">{duty}</p>
      <p className="anshao-person__name">
        <SiteLanguage>{name}</SiteLanguage>
      </p>
      {post && (
        <p className="anshao-person__post">
          <SiteLanguage>{post}</SiteLanguage>
        </p>
      )}
      {phone && (
        <p className="anshao-person__phone">
          <a className="govuk-link" href={`tel:${phone.replace(/[^\d+]/g, '')}`}>
            {phone}
          </a>
        </p>
      )}
      {children}
    </div>
  );
}
