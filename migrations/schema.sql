-- Generated from the migrations; do not edit.

ALTER SCHEMA public OWNER TO haat_owner;

CREATE SCHEMA reporting;

ALTER SCHEMA reporting OWNER TO haat_owner;

CREATE TABLE public.account_links (
    token_hash bytea NOT NULL,
    person_id uuid NOT NULL,
    kind text NOT NULL,
    address text,
    ends_at timestamp with time zone NOT NULL,
    had_factor boolean DEFAULT true NOT NULL,
    CONSTRAINT account_links_kind_check CHECK ((kind = ANY (ARRAY['password'::text, 'address'::text, 'stranger'::text]))),
    CONSTRAINT account_links_token_hash_check CHECK ((length(token_hash) = 32))
);

ALTER TABLE public.account_links OWNER TO haat_owner;

CREATE TABLE public.address_changes (
    person_id uuid NOT NULL,
    address text NOT NULL,
    code_hash bytea,
    tries smallint NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    CONSTRAINT address_changes_code_hash_check CHECK ((length(code_hash) = 32))
);

ALTER TABLE public.address_changes OWNER TO haat_owner;

CREATE TABLE public.audit (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    actor_kind text NOT NULL,
    actor_id uuid,
    action text NOT NULL,
    subject_kind text NOT NULL,
    subject_id text NOT NULL,
    request_id text NOT NULL,
    actor_digest bytea NOT NULL,
    digest bytea NOT NULL,
    CONSTRAINT audit_actor_digest_check CHECK ((length(actor_digest) = 32)),
    CONSTRAINT audit_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['person'::text, 'token'::text, 'job'::text, 'command'::text]))),
    CONSTRAINT audit_digest_check CHECK ((length(digest) = 32))
);
ALTER TABLE ONLY public.audit ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE public.audit OWNER TO haat_owner;

CREATE TABLE public.audit_actors (
    tenant_id uuid NOT NULL,
    audit_id uuid NOT NULL,
    salt bytea NOT NULL,
    name text NOT NULL,
    address text NOT NULL,
    device text NOT NULL,
    CONSTRAINT audit_actors_salt_check CHECK ((length(salt) = 32))
);
ALTER TABLE ONLY public.audit_actors ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE public.audit_actors OWNER TO haat_owner;

CREATE TABLE public.audit_payloads (
    tenant_id uuid NOT NULL,
    audit_id uuid NOT NULL,
    salt bytea NOT NULL,
    label text NOT NULL,
    before text NOT NULL,
    after text NOT NULL,
    CONSTRAINT audit_payloads_salt_check CHECK ((length(salt) = 32))
);
ALTER TABLE ONLY public.audit_payloads ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE public.audit_payloads OWNER TO haat_owner;

CREATE TABLE public.audit_sealed (
    tenant_id uuid NOT NULL,
    audit_id uuid NOT NULL,
    sequence bigint NOT NULL,
    digest bytea NOT NULL,
    CONSTRAINT audit_sealed_digest_check CHECK ((length(digest) = 32))
);
ALTER TABLE ONLY public.audit_sealed ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE public.audit_sealed OWNER TO haat_owner;

CREATE TABLE public.audit_seals (
    tenant_id uuid NOT NULL,
    sequence bigint NOT NULL,
    sealed_at timestamp with time zone NOT NULL,
    entries integer NOT NULL,
    key_id text NOT NULL,
    digest bytea NOT NULL,
    previous bytea NOT NULL,
    head bytea NOT NULL,
    CONSTRAINT audit_seals_digest_check CHECK ((length(digest) = 32)),
    CONSTRAINT audit_seals_entries_check CHECK ((entries > 0)),
    CONSTRAINT audit_seals_head_check CHECK ((length(head) = 32)),
    CONSTRAINT audit_seals_previous_check CHECK ((length(previous) = 32)),
    CONSTRAINT audit_seals_sequence_check CHECK ((sequence > 0))
);
ALTER TABLE ONLY public.audit_seals ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE public.audit_seals OWNER TO haat_owner;

CREATE TABLE public.audit_unsealed (
    tenant_id uuid NOT NULL,
    audit_id uuid NOT NULL
)
WITH (autovacuum_vacuum_scale_factor='0.05', autovacuum_vacuum_threshold='500');
ALTER TABLE ONLY public.audit_unsealed ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE public.audit_unsealed OWNER TO haat_owner;

CREATE TABLE public.buyer_months (
    tenant_id uuid NOT NULL,
    month date NOT NULL,
    previous_month date NOT NULL,
    orders integer NOT NULL
);
ALTER TABLE ONLY public.buyer_months ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE public.buyer_months OWNER TO haat_owner;

CREATE TABLE public.categories (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    parent_id uuid,
    name text NOT NULL,
    path text NOT NULL,
    import_id uuid,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT categories_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
    CONSTRAINT categories_path_check CHECK (((length(path) >= 1) AND (length(path) <= 1000)))
);
ALTER TABLE ONLY public.categories ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE public.categories OWNER TO haat_owner;

CREATE TABLE public.challenges (
    hash bytea NOT NULL,
    purpose text NOT NULL,
    holder bytea NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    CONSTRAINT challenges_hash_check CHECK ((length(hash) = 32)),
    CONSTRAINT challenges_holder_check CHECK ((length(holder) = 32)),
    CONSTRAINT challenges_purpose_check CHECK ((purpose = ANY (ARRAY['registration'::text, 'sign-in'::text, 'second-step'::text, 'step-up'::text])))
);

ALTER TABLE public.challenges OWNER TO haat_owner;

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
    email text DEFAULT ''::text NOT NULL,
    phone text DEFAULT ''::text NOT NULL,
    address text DEFAULT ''::text NOT NULL,
    city text DEFAULT ''::text NOT NULL,
    region text DEFAULT ''::text NOT NULL,
    postcode text DEFAULT ''::text NOT NULL,
    tags text[] DEFAULT '{}'::text[] NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    accepts_marketing boolean,
    import_id uuid,
    orders integer DEFAULT 0 NOT NULL,
    gross bigint DEFAULT 0 NOT NULL,
    refunds bigint DEFAULT 0 NOT NULL,
    first_order date,
    last_order date,
    name_key text GENERATED ALWAYS AS (lower(name)) STORED NOT NULL COLLATE pg_catalog."C",
    surname_key text GENERATED ALWAYS AS (regexp_replace(lower(name), '^.*\s'::text, ''::text)) STORED NOT NULL COLLATE pg_catalog."C",
    email_key text GENERATED ALWAYS AS (lower(email)) STORED NOT NULL COLLATE pg_catalog."C",
    net bigint GENERATED ALWAYS AS ((gross - refunds)) STORED NOT NULL,
    last_order_key date GENERATED ALWAYS AS (COALESCE(last_order, '-infinity'::date)) STORED NOT NULL,
    contact bytea,
    email_print bytea,
    phone_print bytea,
    CONSTRAINT customers_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);
ALTER TABLE ONLY public.customers ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE public.customers OWNER TO haat_owner;

CREATE TABLE public.data_keys (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    purpose text NOT NULL,
    wrapped bytea NOT NULL,
    master text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    retired_at timestamp with time zone,
    CONSTRAINT data_keys_purpose_check CHECK ((purpose = ANY (ARRAY['data'::text, 'index'::text])))
);
ALTER TABLE ONLY public.data_keys ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE public.data_keys OWNER TO haat_owner;

CREATE TABLE public.events (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    payload jsonb NOT NULL,
    occurred_at timestamp with time zone NOT NULL
);
ALTER TABLE ONLY public.events ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE public.events OWNER TO haat_owner;

CREATE TABLE public.factor_tries (
    person_id uuid NOT NULL,
    browser text NOT NULL,
    failures integer NOT NULL,
    free_at timestamp with time zone NOT NULL
);

ALTER TABLE public.factor_tries OWNER TO haat_owner;

CREATE TABLE public.figure_checks (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    checked_at timestamp with time zone NOT NULL,
    days integer NOT NULL,
    differences jsonb NOT NULL
);
ALTER TABLE ONLY public.figure_checks ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE public.figure_checks OWNER TO haat_owner;

CREATE TABLE public.import_changes (
    tenant_id uuid NOT NULL,
    import_id uuid NOT NULL,
    subject text NOT NULL,
    row_id uuid NOT NULL,
    before jsonb NOT NULL,
    noted_at timestamp with time zone DEFAULT now() NOT NULL,
    contact bytea,
    CONSTRAINT import_changes_subject_check CHECK ((subject = ANY (ARRAY['orders'::text, 'customers'::text, 'products'::text, 'variants'::text])))
);
ALTER TABLE ONLY public.import_changes ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE public.import_changes OWNER TO haat_owner;

CREATE TABLE public.import_mappings (
    tenant_id uuid NOT NULL,
    kind text NOT NULL,
    header_hash bytea NOT NULL,
    format jsonb NOT NULL,
    mapping jsonb NOT NULL,
    source text NOT NULL,
    used_at timestamp with time zone NOT NULL,
    CONSTRAINT import_mappings_header_hash_check CHECK ((length(header_hash) = 32))
);
ALTER TABLE ONLY public.import_mappings ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE public.import_mappings OWNER TO haat_owner;

CREATE TABLE public.import_refusals (
    tenant_id uuid NOT NULL,
    import_id uuid NOT NULL,
    line bigint NOT NULL,
    reason text NOT NULL,
    content text NOT NULL,
    place text DEFAULT ''::text NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    sealed bytea
);
ALTER TABLE ONLY public.import_refusals ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE public.import_refusals OWNER TO haat_owner;

CREATE TABLE public.imports (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    source text NOT NULL,
    file_name text NOT NULL,
    file_hash bytea NOT NULL,
    file_size bigint NOT NULL,
    state text NOT NULL,
    format jsonb NOT NULL,
    mapping jsonb NOT NULL,
    trial jsonb,
    report jsonb,
    failure jsonb,
    byte_offset bigint DEFAULT 0 NOT NULL,
    rows_read bigint DEFAULT 0 NOT NULL,
    rows_expected bigint DEFAULT 0 NOT NULL,
    rows_added bigint DEFAULT 0 NOT NULL,
    rows_changed bigint DEFAULT 0 NOT NULL,
    rows_known bigint DEFAULT 0 NOT NULL,
    rows_different bigint DEFAULT 0 NOT NULL,
    rows_refused bigint DEFAULT 0 NOT NULL,
    milliseconds bigint DEFAULT 0 NOT NULL,
    person_id uuid,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    header text[] DEFAULT '{}'::text[] NOT NULL,
    revision integer DEFAULT 0 NOT NULL,
    next_line bigint DEFAULT 1 NOT NULL,
    runner uuid,
    undoing jsonb,
    CONSTRAINT imports_file_hash_check CHECK ((length(file_hash) = 32)),
    CONSTRAINT imports_file_name_check CHECK (((length(file_name) >= 1) AND (length(file_name) <= 300))),
    CONSTRAINT imports_kind_check CHECK ((kind = ANY (ARRAY['orders'::text, 'products'::text, 'customers'::text]))),
    CONSTRAINT imports_source_check CHECK (((length(source) >= 1) AND (length(source) <= 100))),
    CONSTRAINT imports_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'waiting'::text, 'running'::text, 'counting'::text, 'paused'::text, 'cancelled'::text, 'failed'::text, 'finished'::text, 'undoing'::text, 'undone'::text])))
);
ALTER TABLE ONLY public.imports ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE public.imports OWNER TO haat_owner;

CREATE TABLE public.invitations (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    email text NOT NULL,
    email_key text NOT NULL,
    role text NOT NULL,
    role_id uuid,
    role_name text NOT NULL,
    message text NOT NULL,
    token_hash bytea NOT NULL,
    invited_by uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    sends integer NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    accepted_at timestamp with time zone,
    accepted_by uuid,
    revoked_at timestamp with time zone,
    CONSTRAINT invitations_check CHECK (((role = 'custom'::text) = (role_id IS NOT NULL))),
    CONSTRAINT invitations_message_check CHECK ((length(message) <= 1000)),
    CONSTRAINT invitations_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'admin'::text, 'marketer'::text, 'agent'::text, 'seller'::text, 'analyst'::text, 'custom'::text]))),
    CONSTRAINT invitations_token_hash_check CHECK ((length(token_hash) = 32))
);
ALTER TABLE ONLY public.invitations ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE public.invitations OWNER TO haat_owner;

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

CREATE TABLE public.late_forms (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    sealed bytea NOT NULL
);

ALTER TABLE public.late_forms OWNER TO haat_owner;

CREATE TABLE public.list_columns (
    tenant_id uuid NOT NULL,
    person_id uuid NOT NULL,
    list text NOT NULL,
    columns text[] NOT NULL,
    CONSTRAINT list_columns_list_check CHECK (((length(list) >= 1) AND (length(list) <= 40)))
);
ALTER TABLE ONLY public.list_columns ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE public.list_columns OWNER TO haat_owner;

CREATE TABLE public.mails (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    email text NOT NULL,
    name text NOT NULL,
    subject text NOT NULL,
    body bytea,
    state text NOT NULL,
    attempt integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    begun_at timestamp with time zone,
    ended_at timestamp with time zone,
    error text,
    CONSTRAINT mails_check CHECK (((state <> 'sent'::text) OR (body IS NULL))),
    CONSTRAINT mails_check1 CHECK (((state = ANY (ARRAY['sent'::text, 'failed'::text, 'kept'::text])) = (ended_at IS NOT NULL))),
    CONSTRAINT mails_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'kept'::text])))
);
ALTER TABLE ONLY public.mails ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE public.mails OWNER TO haat_owner;

CREATE TABLE public.member_changes (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    role text NOT NULL,
    role_id uuid,
    joined_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone,
    became text,
    changed_by uuid NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    undone_at timestamp with time zone,
    CONSTRAINT member_changes_check CHECK (((role = 'custom'::text) = (role_id IS NOT NULL))),
    CONSTRAINT member_changes_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'admin'::text, 'marketer'::text, 'agent'::text, 'seller'::text, 'analyst'::text, 'custom'::text])))
);
ALTER TABLE ONLY public.member_changes ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE public.member_changes OWNER TO haat_owner;

CREATE TABLE public.memberships (
    tenant_id uuid NOT NULL,
    person_id uuid NOT NULL,
    role text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    visited_at timestamp with time zone,
    role_id uuid,
    CONSTRAINT memberships_custom_check CHECK (((role = 'custom'::text) = (role_id IS NOT NULL))),
    CONSTRAINT memberships_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'admin'::text, 'marketer'::text, 'agent'::text, 'seller'::text, 'analyst'::text, 'custom'::text])))
);

ALTER TABLE public.memberships OWNER TO haat_owner;

CREATE TABLE public.order_lines (
    tenant_id uuid NOT NULL,
    order_id uuid NOT NULL,
    "position" integer NOT NULL,
    head text NOT NULL,
    variant_id uuid,
    sku text NOT NULL,
    description text NOT NULL,
    quantity bigint NOT NULL,
    unit_price numeric(18,6) NOT NULL,
    amount bigint NOT NULL,
    import_id uuid,
    CONSTRAINT order_lines_head_check CHECK ((head = ANY (ARRAY['product'::text, 'postage'::text, 'fee'::text, 'discount'::text, 'manual'::text, 'tax'::text, 'bad_debt'::text, 'zero_price'::text, 'adjustment'::text]))),
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
    region text DEFAULT ''::text NOT NULL,
    city text DEFAULT ''::text NOT NULL,
    local_hour smallint DEFAULT 0 NOT NULL,
    previous_date date,
    import_id uuid,
    local_weekday smallint GENERATED ALWAYS AS ((EXTRACT(dow FROM local_date))::smallint) STORED NOT NULL,
    CONSTRAINT orders_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT orders_kind_check CHECK ((kind = ANY (ARRAY['order'::text, 'cancellation'::text, 'other'::text]))),
    CONSTRAINT orders_local_hour_check CHECK (((local_hour >= 0) AND (local_hour <= 23))),
    CONSTRAINT orders_state_check CHECK ((state = ANY (ARRAY['placed'::text, 'paid'::text, 'packed'::text, 'shipped'::text, 'delivered'::text, 'returned'::text, 'cancelled'::text])))
);
ALTER TABLE ONLY public.orders ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE public.orders OWNER TO haat_owner;

CREATE TABLE public.packed_days (
    tenant_id uuid NOT NULL,
    local_date date NOT NULL,
    sold bytea NOT NULL
);
ALTER TABLE ONLY public.packed_days ALTER COLUMN tenant_id SET STATISTICS 0;
ALTER TABLE ONLY public.packed_days ALTER COLUMN sold SET STORAGE EXTERNAL;

ALTER TABLE public.packed_days OWNER TO haat_owner;

CREATE TABLE public.packed_months (
    tenant_id uuid NOT NULL,
    month date NOT NULL,
    sold bytea NOT NULL
);
ALTER TABLE ONLY public.packed_months ALTER COLUMN tenant_id SET STATISTICS 0;
ALTER TABLE ONLY public.packed_months ALTER COLUMN sold SET STORAGE EXTERNAL;

ALTER TABLE public.packed_months OWNER TO haat_owner;

CREATE TABLE public.passkeys (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    credential_id bytea NOT NULL,
    public_key bytea NOT NULL,
    name text NOT NULL,
    model bytea NOT NULL,
    counter bigint NOT NULL,
    transports text[] NOT NULL,
    backup_eligible boolean NOT NULL,
    backed_up boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    suspected_at timestamp with time zone,
    CONSTRAINT passkeys_counter_check CHECK (((counter >= 0) AND (counter <= '4294967295'::bigint))),
    CONSTRAINT passkeys_credential_id_check CHECK (((length(credential_id) >= 1) AND (length(credential_id) <= 1023))),
    CONSTRAINT passkeys_model_check CHECK ((length(model) = 16)),
    CONSTRAINT passkeys_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60)))
);

ALTER TABLE public.passkeys OWNER TO haat_owner;

CREATE TABLE public.people (
    id uuid NOT NULL,
    name text NOT NULL,
    language text,
    password_hash text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    shut_at timestamp with time zone,
    CONSTRAINT people_language_check CHECK ((language = ANY (ARRAY['en'::text, 'bn'::text]))),
    CONSTRAINT people_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120)))
);

ALTER TABLE public.people OWNER TO haat_owner;

CREATE TABLE public.place_months (
    tenant_id uuid NOT NULL,
    month date NOT NULL,
    country text NOT NULL,
    region text NOT NULL,
    orders integer NOT NULL,
    gross bigint NOT NULL,
    refunds bigint NOT NULL
);
ALTER TABLE ONLY public.place_months ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE public.place_months OWNER TO haat_owner;

CREATE TABLE public.product_categories (
    tenant_id uuid NOT NULL,
    product_id uuid NOT NULL,
    category_id uuid NOT NULL
);
ALTER TABLE ONLY public.product_categories ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE public.product_categories OWNER TO haat_owner;

CREATE TABLE public.products (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    source text NOT NULL,
    source_key text NOT NULL,
    name text NOT NULL,
    name_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    description text DEFAULT ''::text NOT NULL,
    vendor text DEFAULT ''::text NOT NULL,
    type text DEFAULT ''::text NOT NULL,
    tags text[] DEFAULT '{}'::text[] NOT NULL,
    status text DEFAULT 'active'::text NOT NULL,
    options text[] DEFAULT '{}'::text[] NOT NULL,
    image text DEFAULT ''::text NOT NULL,
    import_id uuid,
    units bigint DEFAULT 0 NOT NULL,
    gross bigint DEFAULT 0 NOT NULL,
    refunds bigint DEFAULT 0 NOT NULL,
    last_sold date,
    name_key text GENERATED ALWAYS AS (lower(name)) STORED NOT NULL COLLATE pg_catalog."C",
    net bigint GENERATED ALWAYS AS ((gross - refunds)) STORED NOT NULL,
    last_sold_key date GENERATED ALWAYS AS (COALESCE(last_sold, '-infinity'::date)) STORED NOT NULL,
    CONSTRAINT products_name_check CHECK ((length(name) <= 500)),
    CONSTRAINT products_source_key_check CHECK (((length(source_key) >= 1) AND (length(source_key) <= 300))),
    CONSTRAINT products_status_check CHECK ((status = ANY (ARRAY['active'::text, 'draft'::text, 'archived'::text])))
);
ALTER TABLE ONLY public.products ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE public.products OWNER TO haat_owner;

CREATE UNLOGGED TABLE public.rate_limits (
    key bytea NOT NULL,
    full_at timestamp with time zone NOT NULL,
    CONSTRAINT rate_limits_key_check CHECK ((length(key) = 32))
)
WITH (fillfactor='80');

ALTER TABLE public.rate_limits OWNER TO haat_owner;

CREATE TABLE public.recovery_codes (
    person_id uuid NOT NULL,
    code_hash bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT recovery_codes_code_hash_check CHECK ((length(code_hash) = 32))
);

ALTER TABLE public.recovery_codes OWNER TO haat_owner;

CREATE TABLE public.roles (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    permissions text[] NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT roles_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60)))
);

ALTER TABLE public.roles OWNER TO haat_owner;

CREATE TABLE public.sales_days (
    tenant_id uuid NOT NULL,
    local_date date NOT NULL,
    orders integer NOT NULL,
    cancellations integer NOT NULL,
    first_orders integer NOT NULL,
    anonymous_orders integer NOT NULL,
    units bigint NOT NULL,
    gross bigint NOT NULL,
    refunds bigint NOT NULL,
    postage bigint NOT NULL,
    fees bigint NOT NULL,
    discounts bigint NOT NULL,
    manual bigint NOT NULL,
    tax bigint NOT NULL,
    bad_debt_lines integer NOT NULL,
    zero_price_lines integer NOT NULL,
    adjustment_lines integer NOT NULL
);
ALTER TABLE ONLY public.sales_days ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE public.sales_days OWNER TO haat_owner;

CREATE TABLE public.sales_hours (
    tenant_id uuid NOT NULL,
    local_date date NOT NULL,
    hour smallint NOT NULL,
    orders integer NOT NULL,
    gross bigint NOT NULL,
    refunds bigint NOT NULL
);
ALTER TABLE ONLY public.sales_hours ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE public.sales_hours OWNER TO haat_owner;

CREATE TABLE public.sales_places (
    tenant_id uuid NOT NULL,
    local_date date NOT NULL,
    country text NOT NULL,
    region text NOT NULL,
    orders integer NOT NULL,
    gross bigint NOT NULL,
    refunds bigint NOT NULL
);
ALTER TABLE ONLY public.sales_places ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE public.sales_places OWNER TO haat_owner;

CREATE TABLE public.sample_shops (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    filled_until timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    opened date NOT NULL,
    removing_at timestamp with time zone,
    time_zone text NOT NULL,
    CONSTRAINT sample_shops_kind_check CHECK ((kind = ANY (ARRAY['grocery'::text, 'fashion'::text])))
);
ALTER TABLE ONLY public.sample_shops ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE public.sample_shops OWNER TO haat_owner;

CREATE TABLE public.saved_views (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    list text NOT NULL,
    name text NOT NULL,
    query text NOT NULL,
    person_id uuid NOT NULL,
    is_shared boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT saved_views_list_check CHECK (((length(list) >= 1) AND (length(list) <= 40))),
    CONSTRAINT saved_views_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60))),
    CONSTRAINT saved_views_query_check CHECK ((length(query) <= 2000))
);
ALTER TABLE ONLY public.saved_views ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE public.saved_views OWNER TO haat_owner;

CREATE TABLE public.session_assurances (
    session_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    factor text NOT NULL,
    proved_at timestamp with time zone NOT NULL,
    CONSTRAINT session_assurances_factor_check CHECK ((factor = ANY (ARRAY['password'::text, 'code'::text, 'passkey'::text])))
);

ALTER TABLE public.session_assurances OWNER TO haat_owner;

CREATE TABLE public.sessions (
    token_hash bytea NOT NULL,
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    user_agent text NOT NULL,
    address text NOT NULL,
    signed_in_with text DEFAULT 'password'::text NOT NULL,
    CONSTRAINT sessions_signed_in_with_check CHECK ((signed_in_with = ANY (ARRAY['password'::text, 'trusted-device'::text, 'code'::text, 'recovery-code'::text, 'passkey'::text]))),
    CONSTRAINT sessions_token_hash_check CHECK ((length(token_hash) = 32))
);

ALTER TABLE public.sessions OWNER TO haat_owner;

CREATE TABLE public.sign_in_challenges (
    token_hash bytea NOT NULL,
    person_id uuid NOT NULL,
    email text NOT NULL,
    next_path text,
    tries smallint NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    CONSTRAINT sign_in_challenges_token_hash_check CHECK ((length(token_hash) = 32))
);

ALTER TABLE public.sign_in_challenges OWNER TO haat_owner;

CREATE TABLE public.sign_in_emails (
    email text NOT NULL,
    address text NOT NULL,
    person_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    verified_at timestamp with time zone,
    CONSTRAINT sign_in_emails_email_check CHECK ((email = lower(email)))
);

ALTER TABLE public.sign_in_emails OWNER TO haat_owner;

CREATE TABLE public.sign_ups (
    token_hash bytea NOT NULL,
    draft bytea NOT NULL,
    code_hash bytea,
    tries smallint NOT NULL,
    mails smallint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    proved_at timestamp with time zone,
    CONSTRAINT sign_ups_code_hash_check CHECK ((length(code_hash) = 32)),
    CONSTRAINT sign_ups_token_hash_check CHECK ((length(token_hash) = 32))
);

ALTER TABLE public.sign_ups OWNER TO haat_owner;

CREATE TABLE public.stale_customers (
    tenant_id uuid NOT NULL,
    customer_id uuid NOT NULL
);
ALTER TABLE ONLY public.stale_customers ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE public.stale_customers OWNER TO haat_owner;

CREATE TABLE public.stale_days (
    tenant_id uuid NOT NULL,
    local_date date NOT NULL
);
ALTER TABLE ONLY public.stale_days ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE public.stale_days OWNER TO haat_owner;

CREATE TABLE public.stale_products (
    tenant_id uuid NOT NULL,
    product_id uuid NOT NULL
);
ALTER TABLE ONLY public.stale_products ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE public.stale_products OWNER TO haat_owner;

CREATE TABLE public.step_up_tickets (
    nonce bytea NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    CONSTRAINT step_up_tickets_nonce_check CHECK ((length(nonce) = 16))
);

ALTER TABLE public.step_up_tickets OWNER TO haat_owner;

CREATE TABLE public.tenant_policies (
    tenant_id uuid NOT NULL,
    second_factor text[] NOT NULL,
    idle_minutes integer NOT NULL,
    longest_hours integer NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT tenant_policies_idle_minutes_check CHECK (((idle_minutes >= 5) AND (idle_minutes <= 60))),
    CONSTRAINT tenant_policies_longest_hours_check CHECK (((longest_hours >= 1) AND (longest_hours <= 12)))
);

ALTER TABLE public.tenant_policies OWNER TO haat_owner;

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
    sample_until timestamp with time zone,
    CONSTRAINT tenants_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT tenants_digits_check CHECK ((digits = ANY (ARRAY['latin'::text, 'bengali'::text]))),
    CONSTRAINT tenants_language_check CHECK ((language = ANY (ARRAY['en'::text, 'bn'::text]))),
    CONSTRAINT tenants_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
    CONSTRAINT tenants_slug_check CHECK ((slug ~ '^[a-z][a-z0-9-]{2,39}$'::text)),
    CONSTRAINT tenants_week_start_check CHECK (((week_start >= 0) AND (week_start <= 6)))
);

ALTER TABLE public.tenants OWNER TO haat_owner;

CREATE TABLE public.totp_secrets (
    person_id uuid NOT NULL,
    sealed bytea,
    pending bytea,
    pending_at timestamp with time zone,
    last_step bigint NOT NULL,
    confirmed_at timestamp with time zone,
    pending_session uuid,
    CONSTRAINT totp_secrets_check CHECK (((sealed IS NULL) = (confirmed_at IS NULL))),
    CONSTRAINT totp_secrets_check1 CHECK (((pending IS NULL) = (pending_at IS NULL)))
);

ALTER TABLE public.totp_secrets OWNER TO haat_owner;

CREATE TABLE public.trusted_devices (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    token_hash bytea NOT NULL,
    user_agent text NOT NULL,
    address text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    CONSTRAINT trusted_devices_token_hash_check CHECK ((length(token_hash) = 32))
);

ALTER TABLE public.trusted_devices OWNER TO haat_owner;

CREATE TABLE public.variant_days (
    tenant_id uuid NOT NULL,
    local_date date NOT NULL,
    variant_id uuid NOT NULL,
    orders integer NOT NULL,
    units bigint NOT NULL,
    gross bigint NOT NULL,
    refunds bigint NOT NULL
);
ALTER TABLE ONLY public.variant_days ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE public.variant_days OWNER TO haat_owner;

CREATE TABLE public.variant_months (
    tenant_id uuid NOT NULL,
    month date NOT NULL,
    variant_id uuid NOT NULL,
    orders integer NOT NULL,
    units bigint NOT NULL,
    gross bigint NOT NULL,
    refunds bigint NOT NULL
);
ALTER TABLE ONLY public.variant_months ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE public.variant_months OWNER TO haat_owner;

CREATE TABLE public.variants (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    product_id uuid NOT NULL,
    "position" integer NOT NULL,
    sku text,
    barcode text DEFAULT ''::text NOT NULL,
    options text[] DEFAULT '{}'::text[] NOT NULL,
    price numeric(18,6),
    compare_at numeric(18,6),
    cost numeric(18,6),
    tax_class text DEFAULT ''::text NOT NULL,
    weight_grams bigint,
    import_id uuid,
    created_at timestamp with time zone NOT NULL,
    sku_key text GENERATED ALWAYS AS (lower(sku)) STORED COLLATE pg_catalog."C",
    CONSTRAINT variants_position_check CHECK (("position" > 0)),
    CONSTRAINT variants_sku_check CHECK (((length(sku) >= 1) AND (length(sku) <= 100)))
);
ALTER TABLE ONLY public.variants ALTER COLUMN tenant_id SET STATISTICS 0;

ALTER TABLE public.variants OWNER TO haat_owner;

CREATE VIEW reporting.buyer_months WITH (security_invoker='true') AS
 SELECT buyer_months.tenant_id,
    buyer_months.month,
    buyer_months.previous_month,
    buyer_months.orders
   FROM public.buyer_months;

ALTER TABLE reporting.buyer_months OWNER TO haat_owner;

CREATE VIEW reporting.buyers WITH (security_invoker='true') AS
 SELECT orders.tenant_id,
    orders.customer_id,
    orders.local_date,
    orders.previous_date
   FROM public.orders
  WHERE ((orders.kind = 'order'::text) AND (orders.customer_id IS NOT NULL));

ALTER TABLE reporting.buyers OWNER TO haat_owner;

CREATE VIEW reporting.customer_orders WITH (security_invoker='true') AS
 SELECT orders.tenant_id,
    orders.customer_id,
    orders.id AS order_id,
    orders.source_number AS number,
    orders.kind,
    orders.state,
    orders.placed_at,
    orders.local_date,
    orders.currency,
    orders.gross,
    orders.refunds,
    orders.total
   FROM public.orders;

ALTER TABLE reporting.customer_orders OWNER TO haat_owner;

CREATE VIEW reporting.customers WITH (security_invoker='true') AS
 SELECT customers.tenant_id,
    customers.id,
    customers.name
   FROM public.customers;

ALTER TABLE reporting.customers OWNER TO haat_owner;

CREATE VIEW reporting.figure_checks WITH (security_invoker='true') AS
 SELECT figure_checks.tenant_id,
    figure_checks.checked_at,
    figure_checks.days,
    jsonb_array_length(figure_checks.differences) AS differences
   FROM public.figure_checks;

ALTER TABLE reporting.figure_checks OWNER TO haat_owner;

CREATE VIEW reporting.imports_at_work WITH (security_invoker='true') AS
 SELECT imports.tenant_id,
    imports.id,
    imports.kind,
    imports.state,
    imports.file_name,
    imports.rows_read,
    imports.rows_expected,
    imports.created_at
   FROM public.imports
  WHERE (imports.state = ANY (ARRAY['waiting'::text, 'running'::text, 'counting'::text, 'paused'::text, 'undoing'::text]));

ALTER TABLE reporting.imports_at_work OWNER TO haat_owner;

CREATE VIEW reporting.lines WITH (security_invoker='true') AS
 SELECT order_lines.tenant_id,
    order_lines.order_id,
    order_lines.variant_id,
    order_lines.head,
    order_lines.quantity
   FROM public.order_lines;

ALTER TABLE reporting.lines OWNER TO haat_owner;

CREATE VIEW reporting.packed_days WITH (security_invoker='true') AS
 SELECT packed_days.tenant_id,
    packed_days.local_date,
    packed_days.sold
   FROM public.packed_days;

ALTER TABLE reporting.packed_days OWNER TO haat_owner;

CREATE VIEW reporting.packed_months WITH (security_invoker='true') AS
 SELECT packed_months.tenant_id,
    packed_months.month,
    packed_months.sold
   FROM public.packed_months;

ALTER TABLE reporting.packed_months OWNER TO haat_owner;

CREATE VIEW reporting.place_months WITH (security_invoker='true') AS
 SELECT place_months.tenant_id,
    place_months.month,
    place_months.country,
    place_months.region,
    place_months.orders,
    place_months.gross,
    place_months.refunds
   FROM public.place_months;

ALTER TABLE reporting.place_months OWNER TO haat_owner;

CREATE VIEW reporting.products WITH (security_invoker='true') AS
 SELECT products.tenant_id,
    products.id,
    products.name,
    products.source_key AS key
   FROM public.products;

ALTER TABLE reporting.products OWNER TO haat_owner;

CREATE VIEW reporting.sales WITH (security_invoker='true') AS
 SELECT orders.tenant_id,
    orders.local_date,
    orders.kind,
    orders.currency,
    orders.gross,
    orders.refunds,
    (orders.gross - orders.refunds) AS net,
    orders.placed_at,
    orders.customer_id,
    orders.previous_date
   FROM public.orders;

ALTER TABLE reporting.sales OWNER TO haat_owner;

CREATE VIEW reporting.sales_days WITH (security_invoker='true') AS
 SELECT sales_days.tenant_id,
    sales_days.local_date,
    sales_days.orders,
    sales_days.cancellations,
    sales_days.first_orders,
    sales_days.anonymous_orders,
    sales_days.units,
    sales_days.gross,
    sales_days.refunds,
    (sales_days.gross - sales_days.refunds) AS net,
    sales_days.postage,
    sales_days.fees,
    sales_days.discounts,
    sales_days.manual,
    sales_days.tax,
    sales_days.bad_debt_lines,
    sales_days.zero_price_lines,
    sales_days.adjustment_lines
   FROM public.sales_days;

ALTER TABLE reporting.sales_days OWNER TO haat_owner;

CREATE VIEW reporting.sales_hours WITH (security_invoker='true') AS
 SELECT sales_hours.tenant_id,
    sales_hours.local_date,
    sales_hours.hour,
    sales_hours.orders,
    sales_hours.gross,
    sales_hours.refunds
   FROM public.sales_hours;

ALTER TABLE reporting.sales_hours OWNER TO haat_owner;

CREATE VIEW reporting.sales_places WITH (security_invoker='true') AS
 SELECT sales_places.tenant_id,
    sales_places.local_date,
    sales_places.country,
    sales_places.region,
    sales_places.orders,
    sales_places.gross,
    sales_places.refunds
   FROM public.sales_places;

ALTER TABLE reporting.sales_places OWNER TO haat_owner;

CREATE VIEW reporting.stale WITH (security_invoker='true') AS
 SELECT stale_days.tenant_id,
    stale_days.local_date
   FROM public.stale_days
UNION ALL
 SELECT stale_customers.tenant_id,
    NULL::date AS local_date
   FROM public.stale_customers
UNION ALL
 SELECT stale_products.tenant_id,
    NULL::date AS local_date
   FROM public.stale_products;

ALTER TABLE reporting.stale OWNER TO haat_owner;

CREATE VIEW reporting.variant_sales_days WITH (security_invoker='true') AS
 SELECT variant_days.tenant_id,
    variant_days.local_date,
    variant_days.variant_id,
    variant_days.orders,
    variant_days.units,
    variant_days.gross,
    variant_days.refunds
   FROM public.variant_days;

ALTER TABLE reporting.variant_sales_days OWNER TO haat_owner;

CREATE VIEW reporting.variant_sales_months WITH (security_invoker='true') AS
 SELECT variant_months.tenant_id,
    variant_months.month,
    variant_months.variant_id,
    variant_months.orders,
    variant_months.units,
    variant_months.gross,
    variant_months.refunds
   FROM public.variant_months;

ALTER TABLE reporting.variant_sales_months OWNER TO haat_owner;

CREATE VIEW reporting.variants WITH (security_invoker='true') AS
 SELECT variants.tenant_id,
    variants.id,
    variants.product_id
   FROM public.variants;

ALTER TABLE reporting.variants OWNER TO haat_owner;

ALTER TABLE ONLY public.account_links
    ADD CONSTRAINT account_links_pkey PRIMARY KEY (token_hash);

ALTER TABLE ONLY public.address_changes
    ADD CONSTRAINT address_changes_pkey PRIMARY KEY (person_id);

ALTER TABLE ONLY public.audit_actors
    ADD CONSTRAINT audit_actors_pkey PRIMARY KEY (tenant_id, audit_id);

ALTER TABLE ONLY public.audit_payloads
    ADD CONSTRAINT audit_payloads_pkey PRIMARY KEY (tenant_id, audit_id);

ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.audit_sealed
    ADD CONSTRAINT audit_sealed_pkey PRIMARY KEY (tenant_id, audit_id);

ALTER TABLE ONLY public.audit_seals
    ADD CONSTRAINT audit_seals_pkey PRIMARY KEY (tenant_id, sequence);

ALTER TABLE ONLY public.audit_unsealed
    ADD CONSTRAINT audit_unsealed_pkey PRIMARY KEY (tenant_id, audit_id);

ALTER TABLE ONLY public.buyer_months
    ADD CONSTRAINT buyer_months_pkey PRIMARY KEY (tenant_id, month, previous_month);

ALTER TABLE ONLY public.categories
    ADD CONSTRAINT categories_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.categories
    ADD CONSTRAINT categories_tenant_id_path_key UNIQUE (tenant_id, path);

ALTER TABLE ONLY public.challenges
    ADD CONSTRAINT challenges_pkey PRIMARY KEY (hash);

ALTER TABLE ONLY public.counters
    ADD CONSTRAINT counters_pkey PRIMARY KEY (tenant_id, name);

ALTER TABLE ONLY public.customers
    ADD CONSTRAINT customers_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.customers
    ADD CONSTRAINT customers_tenant_id_number_key UNIQUE (tenant_id, number);

ALTER TABLE ONLY public.customers
    ADD CONSTRAINT customers_tenant_id_source_source_key_key UNIQUE (tenant_id, source, source_key);

ALTER TABLE ONLY public.data_keys
    ADD CONSTRAINT data_keys_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.factor_tries
    ADD CONSTRAINT factor_tries_pkey PRIMARY KEY (person_id, browser);

ALTER TABLE ONLY public.figure_checks
    ADD CONSTRAINT figure_checks_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.import_changes
    ADD CONSTRAINT import_changes_pkey PRIMARY KEY (tenant_id, import_id, subject, row_id);

ALTER TABLE ONLY public.import_mappings
    ADD CONSTRAINT import_mappings_pkey PRIMARY KEY (tenant_id, kind, header_hash);

ALTER TABLE ONLY public.import_refusals
    ADD CONSTRAINT import_refusals_pkey PRIMARY KEY (tenant_id, import_id, line);

ALTER TABLE ONLY public.imports
    ADD CONSTRAINT imports_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT invitations_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.jobs
    ADD CONSTRAINT jobs_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.late_forms
    ADD CONSTRAINT late_forms_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.list_columns
    ADD CONSTRAINT list_columns_pkey PRIMARY KEY (tenant_id, person_id, list);

ALTER TABLE ONLY public.mails
    ADD CONSTRAINT mails_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.member_changes
    ADD CONSTRAINT member_changes_pkey PRIMARY KEY (tenant_id, id, person_id);

ALTER TABLE ONLY public.memberships
    ADD CONSTRAINT memberships_pkey PRIMARY KEY (tenant_id, person_id);

ALTER TABLE ONLY public.order_lines
    ADD CONSTRAINT order_lines_pkey PRIMARY KEY (tenant_id, order_id, "position");

ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_tenant_id_number_key UNIQUE (tenant_id, number);

ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_tenant_id_source_source_number_key UNIQUE (tenant_id, source, source_number);

ALTER TABLE ONLY public.packed_days
    ADD CONSTRAINT packed_days_pkey PRIMARY KEY (tenant_id, local_date);

ALTER TABLE ONLY public.packed_months
    ADD CONSTRAINT packed_months_pkey PRIMARY KEY (tenant_id, month);

ALTER TABLE ONLY public.passkeys
    ADD CONSTRAINT passkeys_credential_id_key UNIQUE (credential_id);

ALTER TABLE ONLY public.passkeys
    ADD CONSTRAINT passkeys_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.people
    ADD CONSTRAINT people_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.place_months
    ADD CONSTRAINT place_months_pkey PRIMARY KEY (tenant_id, month, country, region);

ALTER TABLE ONLY public.product_categories
    ADD CONSTRAINT product_categories_pkey PRIMARY KEY (tenant_id, product_id, category_id);

ALTER TABLE ONLY public.products
    ADD CONSTRAINT products_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.products
    ADD CONSTRAINT products_tenant_id_source_source_key_key UNIQUE (tenant_id, source, source_key);

ALTER TABLE ONLY public.rate_limits
    ADD CONSTRAINT rate_limits_pkey PRIMARY KEY (key);

ALTER TABLE ONLY public.recovery_codes
    ADD CONSTRAINT recovery_codes_pkey PRIMARY KEY (person_id, code_hash);

ALTER TABLE ONLY public.roles
    ADD CONSTRAINT roles_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.sales_days
    ADD CONSTRAINT sales_days_pkey PRIMARY KEY (tenant_id, local_date);

ALTER TABLE ONLY public.sales_hours
    ADD CONSTRAINT sales_hours_pkey PRIMARY KEY (tenant_id, local_date, hour);

ALTER TABLE ONLY public.sales_places
    ADD CONSTRAINT sales_places_pkey PRIMARY KEY (tenant_id, local_date, country, region);

ALTER TABLE ONLY public.sample_shops
    ADD CONSTRAINT sample_shops_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.sample_shops
    ADD CONSTRAINT sample_shops_tenant_id_key UNIQUE (tenant_id);

ALTER TABLE ONLY public.saved_views
    ADD CONSTRAINT saved_views_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.session_assurances
    ADD CONSTRAINT session_assurances_pkey PRIMARY KEY (session_id, tenant_id, factor);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_id_key UNIQUE (id);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (token_hash);

ALTER TABLE ONLY public.sign_in_challenges
    ADD CONSTRAINT sign_in_challenges_pkey PRIMARY KEY (token_hash);

ALTER TABLE ONLY public.sign_in_emails
    ADD CONSTRAINT sign_in_emails_pkey PRIMARY KEY (email);

ALTER TABLE ONLY public.sign_ups
    ADD CONSTRAINT sign_ups_pkey PRIMARY KEY (token_hash);

ALTER TABLE ONLY public.stale_customers
    ADD CONSTRAINT stale_customers_pkey PRIMARY KEY (tenant_id, customer_id);

ALTER TABLE ONLY public.stale_days
    ADD CONSTRAINT stale_days_pkey PRIMARY KEY (tenant_id, local_date);

ALTER TABLE ONLY public.stale_products
    ADD CONSTRAINT stale_products_pkey PRIMARY KEY (tenant_id, product_id);

ALTER TABLE ONLY public.step_up_tickets
    ADD CONSTRAINT step_up_tickets_pkey PRIMARY KEY (nonce);

ALTER TABLE ONLY public.tenant_policies
    ADD CONSTRAINT tenant_policies_pkey PRIMARY KEY (tenant_id);

ALTER TABLE ONLY public.tenants
    ADD CONSTRAINT tenants_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.tenants
    ADD CONSTRAINT tenants_slug_key UNIQUE (slug);

ALTER TABLE ONLY public.totp_secrets
    ADD CONSTRAINT totp_secrets_pkey PRIMARY KEY (person_id);

ALTER TABLE ONLY public.trusted_devices
    ADD CONSTRAINT trusted_devices_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.trusted_devices
    ADD CONSTRAINT trusted_devices_token_hash_key UNIQUE (token_hash);

ALTER TABLE ONLY public.variant_days
    ADD CONSTRAINT variant_days_pkey PRIMARY KEY (tenant_id, local_date, variant_id);

ALTER TABLE ONLY public.variant_months
    ADD CONSTRAINT variant_months_pkey PRIMARY KEY (tenant_id, month, variant_id);

ALTER TABLE ONLY public.variants
    ADD CONSTRAINT variants_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.variants
    ADD CONSTRAINT variants_tenant_id_sku_key UNIQUE (tenant_id, sku);

CREATE INDEX account_links_person ON public.account_links USING btree (person_id, kind);

CREATE INDEX audit_action ON public.audit USING btree (tenant_id, action, id);

CREATE INDEX audit_actor ON public.audit USING btree (tenant_id, actor_id, id);

CREATE INDEX audit_actors_address ON public.audit_actors USING btree (tenant_id, address, audit_id);

CREATE INDEX audit_sealed_sequence ON public.audit_sealed USING btree (tenant_id, sequence, audit_id);

CREATE INDEX audit_subject ON public.audit USING btree (tenant_id, subject_kind, subject_id, id);

CREATE INDEX categories_import ON public.categories USING btree (tenant_id, import_id) WHERE (import_id IS NOT NULL);

CREATE INDEX categories_parent ON public.categories USING btree (tenant_id, parent_id);

CREATE INDEX challenges_end ON public.challenges USING btree (ends_at);

CREATE INDEX customers_country ON public.customers USING btree (tenant_id, country, number DESC, id DESC);

CREATE INDEX customers_email_print ON public.customers USING btree (tenant_id, email_print, id) WHERE (email_print IS NOT NULL);

CREATE INDEX customers_first_order ON public.customers USING btree (tenant_id, first_order DESC, id DESC);

CREATE INDEX customers_import ON public.customers USING btree (tenant_id, import_id) WHERE (import_id IS NOT NULL);

CREATE INDEX customers_key ON public.customers USING btree (tenant_id, source_key text_pattern_ops, id);

CREATE INDEX customers_last_order ON public.customers USING btree (tenant_id, last_order_key DESC, id DESC);

CREATE INDEX customers_marketing ON public.customers USING btree (tenant_id, accepts_marketing, number DESC, id DESC);

CREATE INDEX customers_name ON public.customers USING btree (tenant_id, name_key, id);

CREATE INDEX customers_net ON public.customers USING btree (tenant_id, net DESC, id DESC);

CREATE INDEX customers_number ON public.customers USING btree (tenant_id, number DESC, id DESC);

CREATE INDEX customers_orders ON public.customers USING btree (tenant_id, orders DESC, id DESC);

CREATE INDEX customers_phone_print ON public.customers USING btree (tenant_id, phone_print, id) WHERE (phone_print IS NOT NULL);

CREATE INDEX customers_region ON public.customers USING btree (tenant_id, region, number DESC, id DESC) WHERE (region <> ''::text);

CREATE INDEX customers_surname ON public.customers USING btree (tenant_id, surname_key, id);

CREATE INDEX customers_tagged ON public.customers USING btree (tenant_id, number DESC, id DESC) WHERE (tags <> '{}'::text[]);

CREATE UNIQUE INDEX data_keys_current ON public.data_keys USING btree (tenant_id, purpose) WHERE (retired_at IS NULL);

CREATE INDEX data_keys_master ON public.data_keys USING btree (master, tenant_id);

CREATE INDEX import_changes_row ON public.import_changes USING btree (tenant_id, subject, row_id);

CREATE UNIQUE INDEX imports_at_work ON public.imports USING btree (tenant_id) WHERE (state = ANY (ARRAY['running'::text, 'counting'::text, 'undoing'::text]));

CREATE INDEX imports_created ON public.imports USING btree (tenant_id, created_at DESC, id DESC);

CREATE INDEX imports_file ON public.imports USING btree (tenant_id, file_hash);

CREATE INDEX imports_kind ON public.imports USING btree (tenant_id, kind, created_at DESC, id DESC);

CREATE INDEX invitations_created ON public.invitations USING btree (tenant_id, created_at DESC, id DESC);

CREATE UNIQUE INDEX invitations_open ON public.invitations USING btree (tenant_id, email_key) WHERE ((accepted_at IS NULL) AND (revoked_at IS NULL));

CREATE UNIQUE INDEX invitations_token ON public.invitations USING btree (tenant_id, token_hash);

CREATE INDEX jobs_finished ON public.jobs USING btree (tenant_id, finished_at, id) WHERE (finished_at IS NOT NULL);

CREATE INDEX jobs_open ON public.jobs USING btree (tenant_id, priority, due_at, id) WHERE (finished_at IS NULL);

CREATE UNIQUE INDEX jobs_unique_key ON public.jobs USING btree (tenant_id, name, unique_key) WHERE (unique_key IS NOT NULL);

CREATE INDEX late_forms_ends ON public.late_forms USING btree (ends_at);

CREATE INDEX late_forms_person ON public.late_forms USING btree (person_id);

CREATE INDEX mails_failed ON public.mails USING btree (tenant_id, id) WHERE (state = 'failed'::text);

CREATE INDEX member_changes_changed ON public.member_changes USING btree (tenant_id, changed_at);

CREATE INDEX memberships_person ON public.memberships USING btree (person_id);

CREATE INDEX memberships_role ON public.memberships USING btree (tenant_id, role_id);

CREATE INDEX order_lines_head ON public.order_lines USING btree (tenant_id, head, order_id) WHERE (head <> 'product'::text);

CREATE INDEX order_lines_variant ON public.order_lines USING btree (variant_id, tenant_id, order_id) INCLUDE (head, amount);

CREATE INDEX orders_buyers ON public.orders USING btree (tenant_id, local_date) INCLUDE (customer_id, previous_date) WHERE (kind = 'order'::text);

CREATE INDEX orders_country ON public.orders USING btree (tenant_id, country, placed_at DESC, id DESC) INCLUDE (total);

CREATE INDEX orders_customer ON public.orders USING btree (tenant_id, customer_id, placed_at DESC, id DESC) INCLUDE (total);

CREATE INDEX orders_hour ON public.orders USING btree (tenant_id, local_hour, placed_at DESC, id DESC) INCLUDE (total);

CREATE INDEX orders_import ON public.orders USING btree (tenant_id, import_id) WHERE (import_id IS NOT NULL);

CREATE INDEX orders_kind ON public.orders USING btree (tenant_id, kind, placed_at DESC, id DESC) INCLUDE (total);

CREATE INDEX orders_local_date ON public.orders USING btree (tenant_id, local_date);

CREATE INDEX orders_nobody ON public.orders USING btree (tenant_id, placed_at DESC, id DESC) INCLUDE (total) WHERE (customer_id IS NULL);

CREATE INDEX orders_placed ON public.orders USING btree (tenant_id, placed_at DESC, id DESC) INCLUDE (total);

CREATE INDEX orders_previous ON public.orders USING btree (tenant_id, previous_date) INCLUDE (local_date) WHERE ((kind = 'order'::text) AND (customer_id IS NOT NULL) AND (previous_date IS NOT NULL));

CREATE INDEX orders_refunded ON public.orders USING btree (tenant_id, placed_at DESC, id DESC) INCLUDE (total) WHERE (refunds <> 0);

CREATE INDEX orders_region ON public.orders USING btree (tenant_id, region, placed_at DESC, id DESC) INCLUDE (total) WHERE (region <> ''::text);

CREATE INDEX orders_source_number ON public.orders USING btree (tenant_id, source_number text_pattern_ops);

CREATE INDEX orders_state ON public.orders USING btree (tenant_id, state, placed_at DESC, id DESC) INCLUDE (total);

CREATE INDEX orders_total ON public.orders USING btree (tenant_id, total DESC, id DESC);

CREATE INDEX orders_weekday ON public.orders USING btree (tenant_id, local_weekday, placed_at DESC, id DESC) INCLUDE (total);

CREATE INDEX passkeys_person ON public.passkeys USING btree (person_id);

CREATE INDEX product_categories_category ON public.product_categories USING btree (tenant_id, category_id);

CREATE INDEX products_created ON public.products USING btree (tenant_id, id DESC);

CREATE INDEX products_import ON public.products USING btree (tenant_id, import_id) WHERE (import_id IS NOT NULL);

CREATE INDEX products_last_sold ON public.products USING btree (tenant_id, last_sold_key DESC, id DESC);

CREATE INDEX products_name ON public.products USING btree (tenant_id, name_key, id);

CREATE INDEX products_net ON public.products USING btree (tenant_id, net DESC, id DESC);

CREATE INDEX products_type ON public.products USING btree (tenant_id, type) WHERE (type <> ''::text);

CREATE INDEX products_units ON public.products USING btree (tenant_id, units DESC, id DESC);

CREATE INDEX products_vendor ON public.products USING btree (tenant_id, vendor) WHERE (vendor <> ''::text);

CREATE INDEX rate_limits_full ON public.rate_limits USING btree (full_at);

CREATE UNIQUE INDEX roles_name ON public.roles USING btree (tenant_id, lower(name));

CREATE UNIQUE INDEX saved_views_name ON public.saved_views USING btree (tenant_id, list, person_id, lower(name));

CREATE INDEX sessions_person ON public.sessions USING btree (person_id);

CREATE INDEX sign_in_challenges_end ON public.sign_in_challenges USING btree (ends_at);

CREATE INDEX sign_in_challenges_person ON public.sign_in_challenges USING btree (person_id);

CREATE INDEX sign_in_emails_person ON public.sign_in_emails USING btree (person_id);

CREATE INDEX sign_ups_created ON public.sign_ups USING btree (created_at);

CREATE INDEX step_up_tickets_ends ON public.step_up_tickets USING btree (ends_at);

CREATE INDEX tenants_sample ON public.tenants USING btree (sample_until) WHERE (sample_until IS NOT NULL);

CREATE INDEX trusted_devices_person ON public.trusted_devices USING btree (person_id);

CREATE INDEX variant_days_variant ON public.variant_days USING btree (tenant_id, variant_id, local_date);

CREATE INDEX variant_months_variant ON public.variant_months USING btree (tenant_id, variant_id, month);

CREATE INDEX variants_barcode ON public.variants USING btree (tenant_id, barcode) WHERE (barcode <> ''::text);

CREATE INDEX variants_import ON public.variants USING btree (tenant_id, import_id) WHERE (import_id IS NOT NULL);

CREATE INDEX variants_product ON public.variants USING btree (tenant_id, product_id, "position");

CREATE INDEX variants_sku ON public.variants USING btree (tenant_id, sku_key);

ALTER TABLE ONLY public.account_links
    ADD CONSTRAINT account_links_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.people(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.address_changes
    ADD CONSTRAINT address_changes_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.people(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.audit_actors
    ADD CONSTRAINT audit_actors_tenant_id_audit_id_fkey FOREIGN KEY (tenant_id, audit_id) REFERENCES public.audit(tenant_id, id);

ALTER TABLE ONLY public.audit_payloads
    ADD CONSTRAINT audit_payloads_tenant_id_audit_id_fkey FOREIGN KEY (tenant_id, audit_id) REFERENCES public.audit(tenant_id, id);

ALTER TABLE ONLY public.categories
    ADD CONSTRAINT categories_tenant_id_parent_id_fkey FOREIGN KEY (tenant_id, parent_id) REFERENCES public.categories(tenant_id, id);

ALTER TABLE ONLY public.factor_tries
    ADD CONSTRAINT factor_tries_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.people(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.import_changes
    ADD CONSTRAINT import_changes_tenant_id_import_id_fkey FOREIGN KEY (tenant_id, import_id) REFERENCES public.imports(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.import_refusals
    ADD CONSTRAINT import_refusals_tenant_id_import_id_fkey FOREIGN KEY (tenant_id, import_id) REFERENCES public.imports(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.late_forms
    ADD CONSTRAINT late_forms_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.people(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.memberships
    ADD CONSTRAINT memberships_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.people(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.memberships
    ADD CONSTRAINT memberships_role_fkey FOREIGN KEY (tenant_id, role_id) REFERENCES public.roles(tenant_id, id);

ALTER TABLE ONLY public.memberships
    ADD CONSTRAINT memberships_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.order_lines
    ADD CONSTRAINT order_lines_tenant_id_order_id_fkey FOREIGN KEY (tenant_id, order_id) REFERENCES public.orders(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.order_lines
    ADD CONSTRAINT order_lines_tenant_id_variant_id_fkey FOREIGN KEY (tenant_id, variant_id) REFERENCES public.variants(tenant_id, id);

ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_tenant_id_customer_id_fkey FOREIGN KEY (tenant_id, customer_id) REFERENCES public.customers(tenant_id, id);

ALTER TABLE ONLY public.passkeys
    ADD CONSTRAINT passkeys_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.people(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.product_categories
    ADD CONSTRAINT product_categories_tenant_id_category_id_fkey FOREIGN KEY (tenant_id, category_id) REFERENCES public.categories(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.product_categories
    ADD CONSTRAINT product_categories_tenant_id_product_id_fkey FOREIGN KEY (tenant_id, product_id) REFERENCES public.products(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.recovery_codes
    ADD CONSTRAINT recovery_codes_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.people(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.roles
    ADD CONSTRAINT roles_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.session_assurances
    ADD CONSTRAINT session_assurances_session_id_fkey FOREIGN KEY (session_id) REFERENCES public.sessions(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.people(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.sign_in_challenges
    ADD CONSTRAINT sign_in_challenges_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.people(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.sign_in_emails
    ADD CONSTRAINT sign_in_emails_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.people(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.tenant_policies
    ADD CONSTRAINT tenant_policies_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.totp_secrets
    ADD CONSTRAINT totp_secrets_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.people(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.trusted_devices
    ADD CONSTRAINT trusted_devices_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.people(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.variants
    ADD CONSTRAINT variants_tenant_id_product_id_fkey FOREIGN KEY (tenant_id, product_id) REFERENCES public.products(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE public.audit ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.audit_actors ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.audit_payloads ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.audit_sealed ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.audit_seals ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.audit_unsealed ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.buyer_months ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.categories ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.counters ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.customers ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.data_keys ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.events ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.figure_checks ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.import_changes ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.import_mappings ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.import_refusals ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.imports ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.invitations ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.jobs ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.list_columns ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.mails ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.member_changes ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.order_lines ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.orders ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.packed_days ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.packed_months ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.place_months ENABLE ROW LEVEL SECURITY;

CREATE POLICY platform ON public.audit_unsealed FOR SELECT TO haat_platform USING (true);

CREATE POLICY platform ON public.data_keys FOR SELECT TO haat_platform USING (true);

CREATE POLICY platform ON public.jobs FOR SELECT TO haat_platform USING (true);

CREATE POLICY platform ON public.mails FOR SELECT TO haat_platform USING (true);

ALTER TABLE public.product_categories ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.products ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.sales_days ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.sales_hours ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.sales_places ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.sample_shops ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.saved_views ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.stale_customers ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.stale_days ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.stale_products ENABLE ROW LEVEL SECURITY;

CREATE POLICY tenant ON public.audit USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.audit_actors USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.audit_payloads USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.audit_sealed USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.audit_seals USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.audit_unsealed TO haat_app USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.buyer_months USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.categories USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.counters USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.customers USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.data_keys TO haat_app USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.events USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.figure_checks USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.import_changes USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.import_mappings USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.import_refusals USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.imports USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.invitations USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.jobs TO haat_app USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.list_columns USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.mails TO haat_app USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.member_changes USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.order_lines USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.orders USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.packed_days USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.packed_months USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.place_months USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.product_categories USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.products USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.sales_days USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.sales_hours USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.sales_places USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.sample_shops USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.saved_views USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.stale_customers USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.stale_days USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.stale_products USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.variant_days USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.variant_months USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

CREATE POLICY tenant ON public.variants USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

ALTER TABLE public.variant_days ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.variant_months ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.variants ENABLE ROW LEVEL SECURITY;

REVOKE USAGE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO haat_app;
GRANT USAGE ON SCHEMA public TO haat_platform;

GRANT USAGE ON SCHEMA reporting TO haat_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.account_links TO haat_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.address_changes TO haat_app;

GRANT UPDATE(address) ON TABLE public.address_changes TO haat_app;

GRANT UPDATE(code_hash) ON TABLE public.address_changes TO haat_app;

GRANT UPDATE(tries) ON TABLE public.address_changes TO haat_app;

GRANT UPDATE(ends_at) ON TABLE public.address_changes TO haat_app;

GRANT SELECT,INSERT ON TABLE public.audit TO haat_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.audit_actors TO haat_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.audit_payloads TO haat_app;

GRANT SELECT,INSERT ON TABLE public.audit_sealed TO haat_app;

GRANT SELECT,INSERT ON TABLE public.audit_seals TO haat_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.audit_unsealed TO haat_app;

GRANT SELECT(tenant_id) ON TABLE public.audit_unsealed TO haat_platform;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.buyer_months TO haat_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.categories TO haat_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.challenges TO haat_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.counters TO haat_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.customers TO haat_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.data_keys TO haat_app;

GRANT SELECT(tenant_id) ON TABLE public.data_keys TO haat_platform;

GRANT SELECT(id) ON TABLE public.data_keys TO haat_platform;

GRANT SELECT(purpose) ON TABLE public.data_keys TO haat_platform;

GRANT UPDATE(wrapped) ON TABLE public.data_keys TO haat_app;

GRANT UPDATE(master) ON TABLE public.data_keys TO haat_app;
GRANT SELECT(master) ON TABLE public.data_keys TO haat_platform;

GRANT SELECT(created_at) ON TABLE public.data_keys TO haat_platform;

GRANT UPDATE(retired_at) ON TABLE public.data_keys TO haat_app;
GRANT SELECT(retired_at) ON TABLE public.data_keys TO haat_platform;

GRANT SELECT,INSERT ON TABLE public.events TO haat_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.factor_tries TO haat_app;

GRANT UPDATE(failures) ON TABLE public.factor_tries TO haat_app;

GRANT UPDATE(free_at) ON TABLE public.factor_tries TO haat_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.figure_checks TO haat_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.import_changes TO haat_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.import_mappings TO haat_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.import_refusals TO haat_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.imports TO haat_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.invitations TO haat_app;

GRANT UPDATE(email) ON TABLE public.invitations TO haat_app;

GRANT UPDATE(role) ON TABLE public.invitations TO haat_app;

GRANT UPDATE(role_id) ON TABLE public.invitations TO haat_app;

GRANT UPDATE(role_name) ON TABLE public.invitations TO haat_app;

GRANT UPDATE(message) ON TABLE public.invitations TO haat_app;

GRANT UPDATE(token_hash) ON TABLE public.invitations TO haat_app;

GRANT UPDATE(invited_by) ON TABLE public.invitations TO haat_app;

GRANT UPDATE(sent_at) ON TABLE public.invitations TO haat_app;

GRANT UPDATE(sends) ON TABLE public.invitations TO haat_app;

GRANT UPDATE(ends_at) ON TABLE public.invitations TO haat_app;

GRANT UPDATE(accepted_at) ON TABLE public.invitations TO haat_app;

GRANT UPDATE(accepted_by) ON TABLE public.invitations TO haat_app;

GRANT UPDATE(revoked_at) ON TABLE public.invitations TO haat_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.jobs TO haat_app;

GRANT SELECT(tenant_id) ON TABLE public.jobs TO haat_platform;

GRANT SELECT(name) ON TABLE public.jobs TO haat_platform;

GRANT SELECT(state) ON TABLE public.jobs TO haat_platform;

GRANT SELECT(due_at) ON TABLE public.jobs TO haat_platform;

GRANT SELECT(leased_until) ON TABLE public.jobs TO haat_platform;

GRANT SELECT(finished_at) ON TABLE public.jobs TO haat_platform;

GRANT SELECT,INSERT,DELETE ON TABLE public.late_forms TO haat_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.list_columns TO haat_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.mails TO haat_app;

GRANT SELECT(tenant_id) ON TABLE public.mails TO haat_platform;

GRANT SELECT(id) ON TABLE public.mails TO haat_platform;

GRANT SELECT(state) ON TABLE public.mails TO haat_platform;

GRANT SELECT(created_at) ON TABLE public.mails TO haat_platform;

GRANT SELECT(ended_at) ON TABLE public.mails TO haat_platform;

GRANT SELECT,INSERT,DELETE ON TABLE public.member_changes TO haat_app;

GRANT UPDATE(undone_at) ON TABLE public.member_changes TO haat_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.memberships TO haat_app;

GRANT UPDATE(role) ON TABLE public.memberships TO haat_app;

GRANT UPDATE(visited_at) ON TABLE public.memberships TO haat_app;

GRANT UPDATE(role_id) ON TABLE public.memberships TO haat_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.order_lines TO haat_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.orders TO haat_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.packed_days TO haat_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.packed_months TO haat_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.passkeys TO haat_app;

GRANT UPDATE(name) ON TABLE public.passkeys TO haat_app;

GRANT UPDATE(counter) ON TABLE public.passkeys TO haat_app;

GRANT UPDATE(backed_up) ON TABLE public.passkeys TO haat_app;

GRANT UPDATE(used_at) ON TABLE public.passkeys TO haat_app;

GRANT UPDATE(suspected_at) ON TABLE public.passkeys TO haat_app;

GRANT SELECT,INSERT ON TABLE public.people TO haat_app;

GRANT UPDATE(name) ON TABLE public.people TO haat_app;

GRANT UPDATE(language) ON TABLE public.people TO haat_app;

GRANT UPDATE(password_hash) ON TABLE public.people TO haat_app;

GRANT UPDATE(shut_at) ON TABLE public.people TO haat_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.place_months TO haat_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.product_categories TO haat_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.products TO haat_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.rate_limits TO haat_app;

GRANT UPDATE(full_at) ON TABLE public.rate_limits TO haat_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.recovery_codes TO haat_app;

GRANT UPDATE(used_at) ON TABLE public.recovery_codes TO haat_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.roles TO haat_app;

GRANT UPDATE(name) ON TABLE public.roles TO haat_app;

GRANT UPDATE(permissions) ON TABLE public.roles TO haat_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.sales_days TO haat_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.sales_hours TO haat_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.sales_places TO haat_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.sample_shops TO haat_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.saved_views TO haat_app;

GRANT SELECT,INSERT ON TABLE public.session_assurances TO haat_app;

GRANT UPDATE(proved_at) ON TABLE public.session_assurances TO haat_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.sessions TO haat_app;

GRANT UPDATE(token_hash) ON TABLE public.sessions TO haat_app;

GRANT UPDATE(seen_at) ON TABLE public.sessions TO haat_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.sign_in_challenges TO haat_app;

GRANT UPDATE(tries) ON TABLE public.sign_in_challenges TO haat_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.sign_in_emails TO haat_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.sign_ups TO haat_app;

GRANT UPDATE(code_hash) ON TABLE public.sign_ups TO haat_app;

GRANT UPDATE(tries) ON TABLE public.sign_ups TO haat_app;

GRANT UPDATE(mails) ON TABLE public.sign_ups TO haat_app;

GRANT UPDATE(ends_at) ON TABLE public.sign_ups TO haat_app;

GRANT UPDATE(proved_at) ON TABLE public.sign_ups TO haat_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.stale_customers TO haat_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.stale_days TO haat_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.stale_products TO haat_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.step_up_tickets TO haat_app;

GRANT SELECT,INSERT ON TABLE public.tenant_policies TO haat_app;

GRANT UPDATE(second_factor) ON TABLE public.tenant_policies TO haat_app;

GRANT UPDATE(idle_minutes) ON TABLE public.tenant_policies TO haat_app;

GRANT UPDATE(longest_hours) ON TABLE public.tenant_policies TO haat_app;

GRANT UPDATE(changed_at) ON TABLE public.tenant_policies TO haat_app;

GRANT SELECT,INSERT ON TABLE public.tenants TO haat_app;

GRANT SELECT(id) ON TABLE public.tenants TO haat_platform;

GRANT SELECT(slug) ON TABLE public.tenants TO haat_platform;

GRANT UPDATE(name) ON TABLE public.tenants TO haat_app;
GRANT SELECT(name) ON TABLE public.tenants TO haat_platform;

GRANT UPDATE(language) ON TABLE public.tenants TO haat_app;

GRANT UPDATE(digits) ON TABLE public.tenants TO haat_app;

GRANT SELECT(time_zone) ON TABLE public.tenants TO haat_platform;
GRANT UPDATE(time_zone) ON TABLE public.tenants TO haat_app;

GRANT UPDATE(week_start) ON TABLE public.tenants TO haat_app;

GRANT SELECT(created_at) ON TABLE public.tenants TO haat_platform;

GRANT UPDATE(sample_until) ON TABLE public.tenants TO haat_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.totp_secrets TO haat_app;

GRANT UPDATE(sealed) ON TABLE public.totp_secrets TO haat_app;

GRANT UPDATE(pending) ON TABLE public.totp_secrets TO haat_app;

GRANT UPDATE(pending_at) ON TABLE public.totp_secrets TO haat_app;

GRANT UPDATE(last_step) ON TABLE public.totp_secrets TO haat_app;

GRANT UPDATE(confirmed_at) ON TABLE public.totp_secrets TO haat_app;

GRANT UPDATE(pending_session) ON TABLE public.totp_secrets TO haat_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.trusted_devices TO haat_app;

GRANT UPDATE(used_at) ON TABLE public.trusted_devices TO haat_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.variant_days TO haat_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.variant_months TO haat_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.variants TO haat_app;

GRANT SELECT ON TABLE reporting.buyer_months TO haat_app;

GRANT SELECT ON TABLE reporting.buyers TO haat_app;

GRANT SELECT ON TABLE reporting.customer_orders TO haat_app;

GRANT SELECT ON TABLE reporting.customers TO haat_app;

GRANT SELECT ON TABLE reporting.figure_checks TO haat_app;

GRANT SELECT ON TABLE reporting.imports_at_work TO haat_app;

GRANT SELECT ON TABLE reporting.lines TO haat_app;

GRANT SELECT ON TABLE reporting.packed_days TO haat_app;

GRANT SELECT ON TABLE reporting.packed_months TO haat_app;

GRANT SELECT ON TABLE reporting.place_months TO haat_app;

GRANT SELECT ON TABLE reporting.products TO haat_app;

GRANT SELECT ON TABLE reporting.sales TO haat_app;

GRANT SELECT ON TABLE reporting.sales_days TO haat_app;

GRANT SELECT ON TABLE reporting.sales_hours TO haat_app;

GRANT SELECT ON TABLE reporting.sales_places TO haat_app;

GRANT SELECT ON TABLE reporting.stale TO haat_app;

GRANT SELECT ON TABLE reporting.variant_sales_days TO haat_app;

GRANT SELECT ON TABLE reporting.variant_sales_months TO haat_app;

GRANT SELECT ON TABLE reporting.variants TO haat_app;
