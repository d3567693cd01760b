-- What several named queries share. Run once, after the published tables and references are loaded.

-- Published months, oldest first, each with the one before it (which may lie further back than a
-- month when a period was left out).
create table published_period as
select
    period,
    strptime(period, '%Y-%m')::date as month,
    lag(period) over (order by period) as previous_period,
    period || '.r' || max(revision) as revision_id,
    max(revision) > 1 as corrected,
    -- reports are awaited only at the end: a later complete month makes an earlier one final
    bool_or(bool_and(complete)) over (
        order by period rows between current row and unbounded following
    ) as complete,
    bool_or(synthetic) as synthetic,
    max(generated_at) as generated_at
from release
group by period;

-- Statuses side by side.
create table coverage_wide as
select
    period,
    kecamatan,
    opd,
    sector,
    funding_source,
    sum(workers)::bigint as workers,
    sum(if(status = 'active', workers, 0))::bigint as active,
    sum(if(status = 'one_month', workers, 0))::bigint as one_month,
    sum(if(status = 'lapsed', workers, 0))::bigint as lapsed,
    sum(if(status = 'never', workers, 0))::bigint as never,
    sum(iuran_idr)::bigint as iuran_idr
from coverage
group by period, kecamatan, opd, sector, funding_source
order by period;

create table coverage_kelurahan_wide as
select
    period,
    kelurahan,
    funding_source,
    sum(workers)::bigint as workers,
    sum(if(status = 'active', workers, 0))::bigint as active,
    sum(if(status = 'one_month', workers, 0))::bigint as one_month,
    sum(if(status = 'lapsed', workers, 0))::bigint as lapsed,
    sum(if(status = 'never', workers, 0))::bigint as never
from coverage_kelurahan
group by period, kelurahan, funding_source
order by period;

-- The slice a reader chose. NULL keeps all. `payer` is true where the row counts as paid by the chosen
-- funding source: it narrows who is registered or active, never the universe.
create macro in_slice(only_period, only_opd, only_sector, only_kecamatan, only_source) as table
    select
        period,
        kecamatan,
        opd,
        sector,
        funding_source,
        workers,
        active,
        one_month,
        lapsed,
        never,
        iuran_idr,
        (only_source::varchar is null or coalesce(funding_source = only_source, false)) as payer
    from coverage_wide
    where
        (only_period::varchar is null or period = only_period)
        and (only_opd::varchar is null or opd = only_opd)
        and (only_sector::varchar is null or sector = only_sector)
        and (only_kecamatan::varchar is null or kecamatan = only_kecamatan);

-- What a row of coverage is called by in one dimension, whose name is compared and never put into SQL.
create macro label_of(
    dimension, kecamatan, opd, sector, segment, funding_source, status, period
) as case dimension
    when 'kecamatan' then kecamatan::varchar
    when 'opd' then opd::varchar
    when 'sector' then sector::varchar
    when 'segment' then segment::varchar
    when 'funding_source' then coalesce(funding_source::varchar, 'nobody')
    when 'status' then status::varchar
    when 'period' then period::varchar
end;

-- The covers of a chosen slice and payer. `months_left` counts the months that are paid, the chosen one
-- included: a cover of three months bought in one month has 3 left then, and has run out three months later.
create macro covers_in_slice(only_period, only_opd, only_sector, only_kecamatan, only_source) as table
    select
        kecamatan,
        opd,
        sector,
        funding_source,
        1 + datediff(
            'month',
            strptime(period::varchar, '%Y-%m')::date,
            strptime(paid_through::varchar, '%Y-%m')::date
        ) as months_left,
        workers
    from expiry
    where
        period = only_period
        and (only_opd::varchar is null or opd = only_opd)
        and (only_sector::varchar is null or sector = only_sector)
        and (only_kecamatan::varchar is null or kecamatan = only_kecamatan)
        and (only_source::varchar is null or funding_source = only_source);

-- The covers of a slice that run out, by the labels of one dimension.
create macro ending_by(
    dimension, only_period, only_opd, only_sector, only_kecamatan, only_source
) as table
    with

    labelled as (
        select
            label_of(dimension, kecamatan, opd, sector, null, funding_source, null, null) as id,
            strptime(only_period::varchar, '%Y-%m')::date as month,
            months_left,
            workers
        from covers_in_slice(only_period, only_opd, only_sector, only_kecamatan, only_source)
    ),

    covers as (
        select
            *,
            min(months_left) over (partition by id) as least_left
        from labelled
    )

    select
        id,
        sum(workers)::bigint as active,
        coalesce(sum(workers) filter (where months_left <= 3), 0)::bigint as ending_3,
        coalesce(sum(workers) filter (where months_left <= 12), 0)::bigint as ending_12,
        strftime(month + to_months(min(months_left)::integer), '%Y-%m') as first_month,
        (sum(workers) filter (where months_left = least_left))::bigint as first_ended
    from covers
    group by id, month;

-- What adds up to the change of the protected between two published months, one row a reason and cell.
-- `counted_as` is before or after (`is_active`: the protected among all listed), a movement of the months
-- between, or corrected: what the movements leave unexplained over the whole city, signed and split in
-- proportion over the cells whose own rest has the same sign. Empty unless first_period is the earlier.
create macro changes_between(first_period, last_period) as table
    with

    counted as (
        select
            opd,
            sector,
            funding_source,
            if(period = last_period, 'after', 'before') as counted_as,
            status = 'active' as is_active,
            workers,
            if(is_active, if(period = last_period, workers, -workers), 0) as rest
        from coverage
        where period in (first_period, last_period) and first_period < last_period
        union all
        select
            opd,
            sector,
            funding_source,
            movement::varchar as counted_as,
            true as is_active,
            workers,
            case movement when 'renewed' then 0 when 'enrolled' then -workers else workers end as rest
        from flows
        where period > first_period and period <= last_period
    ),

    rests as (
        select
            opd,
            sector,
            funding_source,
            sum(sum(rest)) over ()::bigint as city_rest,
            greatest(sum(rest) * sign(city_rest), 0)::bigint as alike
        from counted
        group by opd, sector, funding_source
    ),

    running as (
        select
            *,
            sum(alike) over (order by opd, sector, funding_source rows unbounded preceding)::bigint as up_to,
            sum(alike) over ()::bigint as all_alike
        from rests
    )

    select
        first_period as since,
        opd,
        sector,
        funding_source,
        counted_as,
        is_active,
        workers
    from counted
    union all
    -- whole workers, and exactly the city's: the running total is rounded down, never the parts
    select
        first_period as since,
        opd,
        sector,
        funding_source,
        'corrected' as counted_as,
        true as is_active,
        sign(city_rest) * (
            abs(city_rest) * up_to // all_alike - abs(city_rest) * (up_to - alike) // all_alike
        ) as workers
    from running
    where alike > 0;

-- The same of a slice, the reasons side by side: each row counts under one. Of the universe are
-- all listed, whoever pays; the other columns are narrowed to the payer.
create macro changes_in_slice(first_period, last_period, only_opd, only_sector, only_source) as table
    with

    chosen as (
        select
            *,
            if(is_active, counted_as, 'listed_' || counted_as) as reason,
            coalesce(funding_source = only_source, only_source::varchar is null) as payer
        from
            changes_between(
                coalesce(first_period, (
                    select previous_period
                    from published_period
                    where period = last_period
                )),
                last_period
            )
        where
            (only_opd::varchar is null or opd = only_opd)
            and (only_sector::varchar is null or sector = only_sector)
    )

    select
        since,
        opd,
        sector,
        funding_source,
        if(payer and reason = 'before', workers, 0) as active_before_workers,
        if(payer and reason = 'after', workers, 0) as active_after_workers,
        if(payer and reason = 'enrolled', workers, 0) as enrolled_workers,
        if(payer and reason = 'renewed', workers, 0) as renewed_workers,
        if(payer and reason = 'lapsed', workers, 0) as lapsed_workers,
        if(payer and reason = 'ended', workers, 0) as ended_workers,
        if(payer and reason = 'corrected', workers, 0) as corrected_workers,
        if(counted_as = 'before', workers, 0) as universe_before_workers,
        if(counted_as = 'after', workers, 0) as universe_after_workers
    from chosen;

-- The first of the twelve months that end with a month, YYYY-MM.
create macro year_start(last_period) as
    strftime(strptime(last_period::varchar, '%Y-%m')::date - to_months(11), '%Y-%m');

-- The day by which something of a month is due: sheets or publication. NULL when the calendar lacks it.
create macro due_on(event, of_period) as (
    select (strptime(of_period::varchar, '%Y-%m') + to_months(months_after::integer))::date + (day - 1)::integer
    from ref_calendar
    where id = event
);

-- The agreements with the first and the last day that their date can mean: a year, a month, a day, or an
-- interval of them. Both are NULL without date, and when the date is none.
create table agreement_dated as
select
    coalesce(ref_opd.id, ref_agreement.opd) as opd,
    if(stage in ('none', 'draft', 'signed', 'running'), stage, 'unknown') as stage,
    ref_agreement.date,
    try_strptime(split_part(ref_agreement.date, '/', 1), ['%Y-%m-%d', '%Y-%m', '%Y'])::date as first_day,
    case length(split_part(ref_agreement.date, '/', -1))
        when 4 then try_strptime(split_part(ref_agreement.date, '/', -1), '%Y')::date + interval 12 month
        when 7 then try_strptime(split_part(ref_agreement.date, '/', -1), '%Y-%m')::date + interval 1 month
        else try_strptime(split_part(ref_agreement.date, '/', -1), '%Y-%m-%d')::date + interval 1 day
    end::date - 1 as last_day,
    ref_agreement.source,
    ref_agreement.note,
    ref_agreement.note_id
from ref_opd
full join ref_agreement on ref_opd.id = ref_agreement.opd;

-- Months around the signature of each agreement that is signed or running since a known month, from 12
-- before to 12 after it, with the workers of the body.
create macro months_around_signature(only_sector, only_kecamatan, only_source) as table
    with

    signature as (
        select
            opd,
            date_trunc('month', first_day) as month
        from agreement_dated
        where stage in ('signed', 'running') and date_trunc('month', first_day) = date_trunc('month', last_day)
    ),

    sums as (
        select
            opd::varchar as opd,
            period::varchar as period,
            sum(workers) as universe,
            sum(active) filter (where payer) as active
        from in_slice(null, null, only_sector, only_kecamatan, only_source)
        group by opd, period
    )

    select
        signature.opd,
        strftime(signature.month, '%Y-%m') as signed_period,
        published_period.period,
        datediff('month', signature.month, published_period.month)::bigint as months_since,
        coalesce(sums.active, 0)::bigint as active,
        coalesce(sums.universe, 0)::bigint as universe,
        published_period.complete
    from signature
    cross join published_period
    left join sums on signature.opd = sums.opd and published_period.period = sums.period
    where datediff('month', signature.month, published_period.month) between -12 and 12;

-- The share a group of so many workers would have by chance alone, so many standard deviations away from
-- the share of the city: the limits of a funnel plot (Spiegelhalter 2005, Statistics in Medicine 24:1185).
create macro funnel_limit(city_rate, workers, deviations) as greatest(
    0, least(1, city_rate + deviations * sqrt(city_rate * (1 - city_rate) / nullif(workers, 0)))
);

-- The groups of one dimension against what their size lets expect. 1.96 and 3.09 standard deviations hold
-- 95 % and 99.8 % of what is chance. Under 30 workers, merged cells and the body without name are not ranked;
-- groups within the 95 % limits share one rank.
create macro funnel_by(
    dimension, only_period, only_opd, only_sector, only_kecamatan, only_source
) as table
    with

    sums as (
        select
            label_of(dimension, kecamatan, opd, sector, null, funding_source, null, null) as id,
            sum(workers)::bigint as universe,
            coalesce(sum(active) filter (where payer), 0)::bigint as active
        from in_slice(only_period, only_opd, only_sector, only_kecamatan, only_source)
        group by id
        having sum(workers) > 0
    ),

    compared as (
        select
            *,
            active / nullif(universe, 0)::double as coverage_rate,
            (sum(active) over ())::bigint as city_active,
            (sum(universe) over ())::bigint as city_universe,
            city_active / nullif(city_universe, 0)::double as city_rate,
            funnel_limit(city_rate, universe, -1.96) as low_95,
            funnel_limit(city_rate, universe, 1.96) as high_95,
            funnel_limit(city_rate, universe, -3.09) as low_998,
            funnel_limit(city_rate, universe, 3.09) as high_998
        from sums
    ),

    judged as (
        select
            *,
            case
                when id = 'lainnya' then 'merged'
                when id = 'belum_disebut' then 'unnamed'
                when universe < 30 then 'small'
                when coverage_rate > high_998 then 'far_above'
                when coverage_rate > high_95 then 'above'
                when coverage_rate < low_998 then 'far_below'
                when coverage_rate < low_95 then 'below'
                else 'alike'
            end as standing,
            standing not in ('merged', 'unnamed', 'small') as is_ranked,
            -- all within the limits count as the city does: chance alone would order them
            if(standing = 'alike', city_rate, coverage_rate) as ranked_by
        from compared
    )

    select
        *,
        if(is_ranked, rank() over (partition by is_ranked order by ranked_by desc), null)::bigint as place
    from judged;

-- Money pledged and paid up to a month, and how far its covers have run: a payment of one month buys covers
-- of `months`, the first of them in that month. Who did not agree to be named, or is on no list, is not named.
create macro money_until(only_period) as table
    select
        if(coalesce(ref_funder.consent, false), ref_funder.id, 'lainnya') as funder,
        funding.funding_source,
        funding.kind,
        funding.period,
        funding.amount_idr,
        funding.workers,
        funding.months,
        datediff(
            'month',
            strptime(funding.period::varchar, '%Y-%m')::date,
            strptime(only_period::varchar, '%Y-%m')::date
        ) as months_before,
        funding.kind = 'paid' and funding.months > months_before as runs,
        if(funding.kind = 'paid', funding.workers * least(funding.months, 1 + months_before), 0) as begun
    from funding
    left join ref_funder on funding.funder = ref_funder.id
    where funding.period <= only_period;

-- Who counts towards the targets of each scope, month by month: all protected vulnerable workers, the
-- registered of each payer, or the members of all segments (UCJ).
create table reached_by_scope as
select
    period::varchar as period,
    'all' as scope,
    sum(active) as workers
from coverage_wide
group by period
union all
select
    period::varchar as period,
    funding_source::varchar as scope,
    sum(active + one_month + lapsed) as workers
from coverage_wide
where funding_source is not null
group by period, funding_source
union all
select
    period::varchar as period,
    'ucj' as scope,
    sum(workers) as workers
from participants
where programme = 'jkk'
group by period;

-- Every target as a number of workers, month by month. A target stated later for the same people, in the
-- same kind and for the same month takes the place of an earlier one.
create table target_by_period as
with

universes as (
    select
        published_period.period,
        sum(coverage_wide.workers) as workers
    from published_period
    left join coverage_wide on published_period.period = coverage_wide.period::varchar
    group by published_period.period
)

select
    universes.period,
    ref_target.id,
    ref_target.scope,
    ref_target.denominator,
    ref_target.date_set,
    ref_target.due,
    (
        select arg_min(later.id, later.date_set)
        from ref_target as later
        where
            later.scope = ref_target.scope
            and later.kind = ref_target.kind
            and later.due = ref_target.due
            and later.denominator is not distinct from ref_target.denominator
            and later.date_set > ref_target.date_set
    ) as superseded_by,
    coalesce(
        ref_target.workers,
        -- DECIMAL throughout: 0.29 as a binary fraction may round up to one worker too many
        ceil(
            ref_target.share::decimal(9, 6)
            * if(ref_denominator.slices, universes.workers, ref_denominator.workers)::bigint
        )
    )::bigint as target_workers
from universes
cross join ref_target
left join ref_denominator on ref_target.denominator = ref_denominator.id;

-- From which month the pace of a month is measured: twelve months before, or the first published after it.
create table pace_by_period as
select
    published_period.period,
    min(earlier.period) as since,
    datediff('month', min(earlier.month), published_period.month) as months
from published_period
inner join published_period as earlier
    on
        published_period.month >= earlier.month
        and datediff('month', earlier.month, published_period.month) <= 12
group by published_period.period, published_period.month;
