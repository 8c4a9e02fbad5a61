import { ApartmentOutlined, ImportOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Empty, Flex, Grid, Input, Tree, Typography } from 'antd';
import { type ComponentRef, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useRoute } from '../../api/hooks.ts';
import { ReadState } from '../../shell/read-state.tsx';
import { useImported } from '../../shell/use-imported.ts';
import { ImportPeople } from './import-people.tsx';
import { useMayChange } from './may-change.ts';
import { OrganizationForm } from './organization-form.tsx';
import { OrganizationPanel } from './organization-panel.tsx';
import type { Organization } from './organization-select.tsx';
import { useFilter } from './use-filter.ts';

type Node = { key: string; title: ReactNode; children: Node[] };

/** The tree at the side, and what stands in the one that was chosen. */
export function Organizations() {
  const reading = useRoute('listOrganizations');
  useImported('people/import', ['listOrganizations']);
  return (
    <ReadState of={reading} rows={8}>
      {({ organizations }) => <WithTree all={organizations} />}
    </ReadState>
  );
}

function WithTree({ all }: { all: readonly Organization[] }) {
  const { filter, set } = useFilter(['organization']);
  const [search, setSearch] = useState('');
  const [adding, setAdding] = useState(false);
  const [importing, setImporting] = useState(false);
  /** Kept instead of what is open: what is added is seen. */
  const [closed, setClosed] = useState<readonly string[]>([]);
  const mayChange = useMayChange();
  const nodes = useMemo(() => treeOf(all, search.trim()), [all, search]);
  const chosen = all.find(({ id }) => id === filter.organization) ?? all[0];
  const choose = (id: string | null): void => set({ organization: id });
  const { lg = true } = Grid.useBreakpoint();
  const tree = useRef<ComponentRef<typeof Tree>>(null);
  const here = chosen?.id;
  useEffect(() => {
    if (here !== undefined) tree.current?.scrollTo({ key: here, align: 'auto' });
  }, [here]);

  if (chosen === undefined)
    return (
      <Empty
        image={<ApartmentOutlined className="empty-mark" />}
        description="还没有组织。新建一个，或从表格导入整份名册，组织会自动建好。"
      >
        {mayChange && (
          <Flex gap="small" justify="center">
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
              新建组织
            </Button>
            <Button icon={<ImportOutlined />} onClick={() => setImporting(true)}>
              从表格导入
            </Button>
          </Flex>
        )}
        {importing && <ImportPeople close={() => setImporting(false)} />}
        <OrganizationForm open={adding} close={() => setAdding(false)} done={choose} />
      </Empty>
    );

  return (
    <div className="tree-and-more">
      <section className="panel" aria-label="组织">
        <Flex gap="small" className="filters">
          <Input
            allowClear
            placeholder="搜组织"
            aria-label="搜组织"
            value={search}
            onChange={({ target }) => setSearch(target.value)}
          />
          {mayChange && (
            <>
              <Button icon={<PlusOutlined />} aria-label="新建组织" title="新建组织" onClick={() => setAdding(true)} />
              <Button
                icon={<ImportOutlined />}
                aria-label="从表格导入"
                title="从表格导入"
                onClick={() => setImporting(true)}
              />
            </>
          )}
          {importing && <ImportPeople close={() => setImporting(false)} />}
        </Flex>
        {nodes.length === 0 ? (
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="没有这样的组织。" />
        ) : (
          <Tree
            ref={tree}
            blockNode
            showLine
            virtual
            height={lg ? 560 : 300}
            expandedKeys={all.flatMap(({ id }) => (search === '' && closed.includes(id) ? [] : [id]))}
            onExpand={(_, { node, expanded }) =>
              setClosed(expanded ? closed.filter((id) => id !== node.key) : [...closed, node.key])
            }
            treeData={nodes}
            selectedKeys={[chosen.id]}
            onSelect={([key]) => key !== undefined && choose(String(key))}
          />
        )}
      </section>
      <OrganizationPanel organization={chosen} all={all} choose={choose} />
      <OrganizationForm open={adding} close={() => setAdding(false)} done={choose} />
    </div>
  );
}

/** Those whose name holds the words, with all above them. */
function treeOf(all: readonly Organization[], search: string): Node[] {
  const children = new Map<string | null, Organization[]>();
  for (const one of all) children.set(one.parentId, [...(children.get(one.parentId) ?? []), one]);
  const below = (parentId: string | null): Node[] =>
    (children.get(parentId) ?? []).flatMap((one) => {
      const inside = below(one.id);
      if (search !== '' && inside.length === 0 && !one.name.includes(search)) return [];
      return [{ key: one.id, title: <NodeTitle organization={one} />, children: inside }];
    });
  return below(null);
}

function NodeTitle({ organization: { name, groups, people } }: { organization: Organization }) {
  const counts = [groups > 0 ? `${groups} 群` : '', people > 0 ? `${people} 人` : ''].filter((one) => one !== '');
  return (
    <>
      {name}
      {counts.length > 0 && (
        <Typography.Text type="secondary" className="tree-count">
          {counts.join(' · ')}
        </Typography.Text>
      )}
    </>
  );
}
