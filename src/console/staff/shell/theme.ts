import { theme, type ThemeConfig } from 'antd';
import { useEffect, useState, useSyncExternalStore } from 'react';

/** What a person chose for this browser. */
export type Look = 'auto' | 'light' | 'dark';

const place = 'qingyu.look';
const systemDark = (): MediaQueryList => matchMedia('(prefers-color-scheme: dark)');

/** The look, and whether it is dark now; the choice stays in this browser. */
export function useLook(): { look: Look; dark: boolean; choose: (look: Look) => void } {
  const [look, setLook] = useState<Look>(() => read(localStorage.getItem(place)));
  const system = useSyncExternalStore(listen, () => systemDark().matches);
  const dark = look === 'auto' ? system : look === 'dark';
  useEffect(() => {
    document.documentElement.dataset['look'] = dark ? 'dark' : 'light';
  }, [dark]);
  const choose = (chosen: Look): void => {
    localStorage.setItem(place, chosen);
    setLook(chosen);
  };
  return { look, dark, choose };
}

function read(kept: string | null): Look {
  return kept === 'light' || kept === 'dark' ? kept : 'auto';
}

function listen(changed: () => void): () => void {
  const query = systemDark();
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}

const fonts = [
  '-apple-system',
  "'PingFang SC'",
  "'HarmonyOS Sans SC'",
  "'MiSans'",
  "'Microsoft YaHei UI'",
  "'Microsoft YaHei'",
  "'Noto Sans SC'",
  "'Noto Sans CJK SC'",
  'system-ui',
  'sans-serif',
].join(', ');

/** Darker than Ant Design has them: small words on their own pale ground are read. */
const lightSurfaces = {
  colorSuccess: '#2b7a3d',
  colorSuccessBg: '#eaf6ed',
  colorSuccessBorder: '#bfdfc7',
  colorWarning: '#a15c00',
  colorWarningBg: '#fdf5e2',
  colorWarningBorder: '#efdcab',
  colorPrimaryBg: '#e3f1ea',
  colorPrimaryBgHover: '#d3e8dd',
};
const darkSurfaces = {
  colorPrimaryBg: '#1d3329',
  colorPrimaryBgHover: '#234034',
  colorBgContainer: '#18201c',
  colorBgElevated: '#1f2924',
  colorBorder: '#36433c',
  colorBorderSecondary: '#2a352f',
};

/** The colours of the web group's page, for Ant Design. */
export function themeOf(dark: boolean): ThemeConfig {
  const accent = dark ? '#5cbf98' : '#1f6f54';
  return {
    algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: accent,
      colorLink: accent,
      colorBgLayout: dark ? '#101613' : '#f3f5f2',
      ...(dark ? darkSurfaces : lightSurfaces),
      // Ant Design's own is too faint to read.
      colorTextDescription: dark ? 'rgba(255, 255, 255, 0.62)' : 'rgba(0, 0, 0, 0.6)',
      borderRadius: 8,
      fontFamily: fonts,
      fontSize: 14,
    },
    components: {
      Layout: {
        siderBg: dark ? '#151c18' : '#ffffff',
        headerBg: dark ? '#151c18' : '#ffffff',
        headerPadding: '0 20px',
      },
      Menu: {
        itemBorderRadius: 8,
        itemSelectedBg: dark ? '#1d3329' : '#e3f1ea',
        itemSelectedColor: accent,
        ...(dark ? { itemBg: '#151c18' } : {}),
      },
      Progress: { defaultColor: accent },
      Table: { cellPaddingBlockMD: 10 },
    },
  };
}
