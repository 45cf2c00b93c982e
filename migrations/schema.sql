-- Generated from the migrations; do not edit.

ALTER SCHEMA public OWNER TO haat_owner;

CREATE SCHEMA reporting;

ALTER SCHEMA reporting OWNER TO haat_owner;

CREATE TABLE public.counters (
    tenant_id uuid NOT NULL,
    name text NOT NULL,
    value bigint NOT NULL
);
ALTER TABLE ONLY public.counters ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE public.counters OWNER TO haat_owner;

CREATE TABLE public.customers (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    number bigint NOT NULL,
    source text NOT NULL,
    source_key text NOT NULL,
    name text NOT NULL,
    country text NOT NULL,
    country_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT customers_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);
ALTER TABLE ONLY public.customers ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE public.customers OWNER TO haat_owner;

CREATE TABLE public.events (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    payload jsonb NOT NULL,
    occurred_at timestamp with time zone NOT NULL
);
ALTER TABLE ONLY public.events ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE public.events OWNER TO haat_owner;

CREATE TABLE public.jobs (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    version integer NOT NULL,
    payload jsonb NOT NULL,
    priority smallint NOT NULL,
    unique_key text,
    state text NOT NULL,
    attempt integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    lease uuid,
    leased_until timestamp with time zone,
    finished_at timestamp with time zone,
    error text,
    CONSTRAINT jobs_check CHECK (((state = 'running'::text) = ((lease IS NOT NULL) AND (leased_until IS NOT NULL)))),
    CONSTRAINT jobs_check1 CHECK (((state = ANY (ARRAY['dead'::text, 'done'::text])) = (finished_at IS NOT NULL))),
    CONSTRAINT jobs_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'dead'::text, 'done'::text])))
)
WITH (fillfactor='80', autovacuum_vacuum_scale_factor='0.02', autovacuum_vacuum_threshold='1000');
ALTER TABLE ONLY public.jobs ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE public.jobs OWNER TO haat_owner;

CREATE TABLE public.memberships (
    tenant_id uuid NOT NULL,
    person_id uuid NOT NULL,
    role text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT memberships_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'agent'::text])))
);

ALTER TABLE public.memberships OWNER TO haat_owner;

CREATE TABLE public.order_import_refusals (
    tenant_id uuid NOT NULL,
    import_id uuid NOT NULL,
    line bigint NOT NULL,
    reason text NOT NULL,
    content text NOT NULL
);
ALTER TABLE ONLY public.order_import_refusals ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE public.order_import_refusals OWNER TO haat_owner;

CREATE TABLE public.order_imports (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    source text NOT NULL,
    file_name text NOT NULL,
    file_hash bytea NOT NULL,
    time_zone text NOT NULL,
    state text NOT NULL,
    byte_offset bigint NOT NULL,
    rows_read bigint NOT NULL,
    lines_added bigint NOT NULL,
    lines_known bigint NOT NULL,
    lines_different bigint NOT NULL,
    rows_refused bigint NOT NULL,
    started_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT order_imports_file_hash_check CHECK ((length(file_hash) = 32)),
    CONSTRAINT order_imports_state_check CHECK ((state = ANY (ARRAY['running'::text, 'finished'::text])))
);
ALTER TABLE ONLY public.order_imports ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE public.order_imports OWNER TO haat_owner;

CREATE TABLE public.order_lines (
    tenant_id uuid NOT NULL,
    order_id uuid NOT NULL,
    "position" integer NOT NULL,
    head text NOT NULL,
    product_id uuid,
    sku text NOT NULL,
    description text NOT NULL,
    quantity bigint NOT NULL,
    unit_price numeric(18,6) NOT NULL,
    amount bigint NOT NULL,
    CONSTRAINT order_lines_head_check CHECK ((head = ANY (ARRAY['product'::text, 'postage'::text, 'fee'::text, 'discount'::text, 'manual'::text, 'bad_debt'::text, 'zero_price'::text, 'adjustment'::text]))),
    CONSTRAINT order_lines_position_check CHECK (("position" > 0))
);
ALTER TABLE ONLY public.order_lines ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE public.order_lines OWNER TO haat_owner;

CREATE TABLE public.orders (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    number bigint NOT NULL,
    source text NOT NULL,
    source_number text NOT NULL,
    kind text NOT NULL,
    state text NOT NULL,
    customer_id uuid,
    country text NOT NULL,
    currency text NOT NULL,
    placed_at timestamp with time zone NOT NULL,
    local_date date NOT NULL,
    gross bigint NOT NULL,
    refunds bigint NOT NULL,
    charges bigint NOT NULL,
    total bigint NOT NULL,
    line_count integer NOT NULL,
    CONSTRAINT orders_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT orders_kind_check CHECK ((kind = ANY (ARRAY['order'::text, 'cancellation'::text, 'other'::text]))),
    CONSTRAINT orders_state_check CHECK ((state = ANY (ARRAY['placed'::text, 'paid'::text, 'packed'::text, 'shipped'::text, 'delivered'::text, 'returned'::text, 'cancelled'::text])))
);
ALTER TABLE ONLY public.orders ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE public.orders OWNER TO haat_owner;

CREATE TABLE public.people (
    id uuid NOT NULL,
    name text NOT NULL,
    language text,
    password_hash text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT people_language_check CHECK ((language = ANY (ARRAY['en'::text, 'bn'::text]))),
    CONSTRAINT people_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120)))
);

ALTER TABLE public.people OWNER TO haat_owner;

CREATE TABLE public.products (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    source text NOT NULL,
    sku text NOT NULL,
    name text NOT NULL,
    name_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT products_name_check CHECK ((length(name) <= 500)),
    CONSTRAINT products_sku_check CHECK (((length(sku) >= 1) AND (length(sku) <= 100)))
);
ALTER TABLE ONLY public.products ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE public.products OWNER TO haat_owner;

CREATE TABLE public.sessions (
    token_hash bytea NOT NULL,
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    user_agent text NOT NULL,
    address text NOT NULL,
    CONSTRAINT sessions_token_hash_check CHECK ((length(token_hash) = 32))
);

ALTER TABLE public.sessions OWNER TO haat_owner;

CREATE TABLE public.sign_in_emails (
    email text NOT NULL,
    address text NOT NULL,
    person_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT sign_in_emails_email_check CHECK ((email = lower(email)))
);

ALTER TABLE public.sign_in_emails OWNER TO haat_owner;

CREATE TABLE public.tenants (
    id uuid NOT NULL,
    slug text NOT NULL,
    name text NOT NULL,
    language text NOT NULL,
    digits text NOT NULL,
    currency text NOT NULL,
    time_zone text NOT NULL,
    week_start smallint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT tenants_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT tenants_digits_check CHECK ((digits = ANY (ARRAY['latin'::text, 'bengali'::text]))),
    CONSTRAINT tenants_language_check CHECK ((language = ANY (ARRAY['en'::text, 'bn'::text]))),
    CONSTRAINT tenants_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
    CONSTRAINT tenants_slug_check CHECK ((slug ~ '^[a-z][a-z0-9-]{2,39}$'::text)),
    CONSTRAINT tenants_week_start_check CHECK (((week_start >= 0) AND (week_start <= 6)))
);

ALTER TABLE public.tenants OWNER TO haat_owner;

CREATE VIEW reporting.sales WITH (security_invoker='true') AS
 SELECT orders.tenant_id,
    orders.local_date,
    orders.kind,
    orders.currency,
    orders.gross,
    orders.refunds,
    (orders.gross - orders.refunds) AS net
   FROM public.orders;

ALTER TABLE reporting.sales OWNER TO haat_owner;

ALTER TABLE ONLY public.counters
    ADD CONSTRAINT counters_pkey PRIMARY KEY (tenant_id, name);

ALTER TABLE ONLY public.customers
    ADD CONSTRAINT customers_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.customers
    ADD CONSTRAINT customers_tenant_id_number_key UNIQUE (tenant_id, number);

ALTER TABLE ONLY public.customers
    ADD CONSTRAINT customers_tenant_id_source_source_key_key UNIQUE (tenant_id, source, source_key);

ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.jobs
    ADD CONSTRAINT jobs_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.memberships
    ADD CONSTRAINT memberships_pkey PRIMARY KEY (tenant_id, person_id);

ALTER TABLE ONLY public.order_import_refusals
    ADD CONSTRAINT order_import_refusals_pkey PRIMARY KEY (tenant_id, import_id, line);

ALTER TABLE ONLY public.order_imports
    ADD CONSTRAINT order_imports_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.order_imports
    ADD CONSTRAINT order_imports_tenant_id_source_file_hash_key UNIQUE (tenant_id, source, file_hash);

ALTER TABLE ONLY public.order_lines
    ADD CONSTRAINT order_lines_pkey PRIMARY KEY (tenant_id, order_id, "position");

ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_tenant_id_number_key UNIQUE (tenant_id, number);

ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_tenant_id_source_source_number_key UNIQUE (tenant_id, source, source_number);

ALTER TABLE ONLY public.people
    ADD CONSTRAINT people_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.products
    ADD CONSTRAINT products_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.products
    ADD CONSTRAINT products_tenant_id_source_sku_key UNIQUE (tenant_id, source, sku);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_id_key UNIQUE (id);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (token_hash);

ALTER TABLE ONLY public.sign_in_emails
    ADD CONSTRAINT sign_in_emails_pkey PRIMARY KEY (email);

ALTER TABLE ONLY public.tenants
    ADD CONSTRAINT tenants_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.tenants
    ADD CONSTRAINT tenants_slug_key UNIQUE (slug);

CREATE INDEX customers_name ON public.customers USING btree (tenant_id, lower(name) text_pattern_ops);

CREATE INDEX jobs_finished ON public.jobs USING btree (tenant_id, finished_at, id) WHERE (finished_at IS NOT NULL);

CREATE INDEX jobs_open ON public.jobs USING btree (tenant_id, priority, due_at, id) WHERE (finished_at IS NULL);

CREATE UNIQUE INDEX jobs_unique_key ON public.jobs USING btree (tenant_id, name, unique_key) WHERE (unique_key IS NOT NULL);

CREATE INDEX memberships_person ON public.memberships USING btree (person_id);

CREATE INDEX order_lines_product ON public.order_lines USING btree (product_id, tenant_id);

CREATE INDEX orders_customer ON public.orders USING btree (tenant_id, customer_id, placed_at DESC);

CREATE INDEX orders_kind ON public.orders USING btree (tenant_id, kind, placed_at DESC, id DESC);

CREATE INDEX orders_local_date ON public.orders USING btree (tenant_id, local_date);

CREATE INDEX orders_placed ON public.orders USING btree (tenant_id, placed_at DESC, id DESC);

CREATE INDEX orders_source_number ON public.orders USING btree (tenant_id, source_number text_pattern_ops);

CREATE INDEX orders_total ON public.orders USING btree (tenant_id, total DESC, id DESC);

CREATE INDEX sessions_person ON public.sessions USING btree (person_id);

CREATE INDEX sign_in_emails_person ON public.sign_in_emails USING btree (person_id);

ALTER TABLE ONLY public.memberships
    ADD CONSTRAINT memberships_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.people(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.memberships
    ADD CONSTRAINT memberships_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.order_import_refusals
    ADD CONSTRAINT order_import_refusals_tenant_id_import_id_fkey FOREIGN KEY (tenant_id, import_id) REFERENCES public.order_imports(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.order_lines
    ADD CONSTRAINT order_lines_tenant_id_order_id_fkey FOREIGN KEY (tenant_id, order_id) REFERENCES public.orders(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.order_lines
    ADD CONSTRAINT order_lines_tenant_id_product_id_fkey FOREIGN KEY (tenant_id, product_id) REFERENCES public.products(tenant_id, id);

ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_tenant_id_customer_id_fkey FOREIGN KEY (tenant_id, customer_id) REFERENCES public.customers(tenant_id, id);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.people(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.sign_in_emails
    ADD CONSTRAINT sign_in_emails_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.people(id) ON DELETE CASCADE;

ALTER TABLE public.counters ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.customers ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.events ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.jobs ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.order_import_refusals ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.order_imports ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.order_lines ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.orders ENABLE ROW LEVEL SECURITY;

CREATE POLICY platform ON public.jobs FOR SELECT TO haat_platform USING (true);

ALTER TABLE public.products ENABLE ROW LEVEL SECURITY;

CREATE POLICY tenant ON public.counters USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.customers USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.events USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.jobs TO haat_app USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.order_import_refusals USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.order_imports USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.order_lines USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.orders USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.products USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

REVOKE USAGE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO haat_app;
GRANT USAGE ON SCHEMA public TO haat_platform;

GRANT USAGE ON SCHEMA reporting TO haat_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.counters TO haat_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.customers TO haat_app;

GRANT SELECT,INSERT ON TABLE public.events TO haat_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.jobs TO haat_app;

GRANT SELECT(tenant_id) ON TABLE public.jobs TO haat_platform;

GRANT SELECT(name) ON TABLE public.jobs TO haat_platform;

GRANT SELECT(state) ON TABLE public.jobs TO haat_platform;

GRANT SELECT(due_at) ON TABLE public.jobs TO haat_platform;

GRANT SELECT(leased_until) ON TABLE public.jobs TO haat_platform;

GRANT SELECT(finished_at) ON TABLE public.jobs TO haat_platform;

GRANT SELECT,INSERT,DELETE ON TABLE public.memberships TO haat_app;

GRANT UPDATE(role) ON TABLE public.memberships TO haat_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.order_import_refusals TO haat_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.order_imports TO haat_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.order_lines TO haat_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.orders TO haat_app;

GRANT SELECT,INSERT ON TABLE public.people TO haat_app;

GRANT UPDATE(name) ON TABLE public.people TO haat_app;

GRANT UPDATE(language) ON TABLE public.people TO haat_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.products TO haat_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.sessions TO haat_app;

GRANT UPDATE(seen_at) ON TABLE public.sessions TO haat_app;

GRANT SELECT,INSERT ON TABLE public.sign_in_emails TO haat_app;

GRANT SELECT,INSERT ON TABLE public.tenants TO haat_app;

GRANT SELECT(id) ON TABLE public.tenants TO haat_platform;

GRANT SELECT(slug) ON TABLE public.tenants TO haat_platform;

GRANT UPDATE(name) ON TABLE public.tenants TO haat_app;
GRANT SELECT(name) ON TABLE public.tenants TO haat_platform;

GRANT UPDATE(language) ON TABLE public.tenants TO haat_app;

GRANT UPDATE(digits) ON TABLE public.tenants TO haat_app;

GRANT SELECT(time_zone) ON TABLE public.tenants TO haat_platform;

GRANT UPDATE(week_start) ON TABLE public.tenants TO haat_app;

GRANT SELECT(created_at) ON TABLE public.tenants TO haat_platform;

GRANT SELECT ON TABLE reporting.sales TO haat_app;
