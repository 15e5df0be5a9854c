/// What stands below every `project.conf`, and below the elements of each kind, as the YAML that it would be.
enum BuiltInDefaults {
  static let project = """
    variables:
      prefix: /usr
      exec_prefix: "%{prefix}"
      bindir: "%{exec_prefix}/bin"
      sbindir: "%{exec_prefix}/sbin"
      libexecdir: "%{exec_prefix}/libexec"
      datadir: "%{prefix}/share"
      sysconfdir: /etc
      sharedstatedir: "%{prefix}/com"
      localstatedir: /var
      lib: lib
      libdir: "%{prefix}/%{lib}"
      debugdir: "%{libdir}/debug"
      includedir: "%{prefix}/include"
      docdir: "%{datadir}/doc"
      infodir: "%{datadir}/info"
      mandir: "%{datadir}/man"
      build-root: /buildstream/%{project-name}/%{element-name}
      conf-root: .
      install-root: /buildstream-install
      strip-binaries: ""
    environment:
      PATH: /usr/bin:/bin:/usr/sbin:/sbin
      SHELL: /bin/sh
      TERM: dumb
      USER: tomjon
      USERNAME: tomjon
      LOGNAME: tomjon
      LC_ALL: C
      HOME: /tmp
      TZ: UTC
      SOURCE_DATE_EPOCH: 1321009871
    environment-nocache: []
    split-rules:
      runtime: ["%{bindir}", "%{bindir}/*", "%{sbindir}", "%{sbindir}/*", "%{libexecdir}", "%{libexecdir}/*",
        "%{libdir}/lib*.so*"]
      devel: ["%{includedir}", "%{includedir}/**", "%{libdir}/lib*.a", "%{libdir}/lib*.la", "%{libdir}/pkgconfig/*.pc",
        "%{datadir}/pkgconfig/*.pc", "%{datadir}/aclocal/*.m4"]
      debug: ["%{debugdir}", "%{debugdir}/**"]
      doc: ["%{docdir}", "%{docdir}/**", "%{infodir}", "%{infodir}/**", "%{mandir}", "%{mandir}/**"]
      locale: ["%{datadir}/locale", "%{datadir}/locale/**", "%{datadir}/i18n", "%{datadir}/i18n/**",
        "%{datadir}/zoneinfo", "%{datadir}/zoneinfo/**"]
    """

  static func text(of kind: ElementKind) -> String {
    switch kind {
    case .import: "config: {source: /, target: /}"
    case .script: "{variables: {cwd: /}, config: {commands: [], root-read-only: 'False'}}"
    case .stack, .link: "{}"
    case .compose: "config: {integrate: 'True', include: [], exclude: [], include-orphans: 'True'}"
    case .filter: "config: {include: [], exclude: [], include-orphans: 'False', pass-integration: 'False'}"
    case .manual: commands()
    case .autotools: autotools
    case .cmake: cmake
    case .meson: meson
    case .make: make
    }
  }

  /// The four lists; what is left out is empty.
  private static func commands(configure: String = "", build: String = "", install: String = "") -> String {
    """
    config:
      configure-commands: [\(configure)]
      build-commands: [\(build)]
      install-commands: [\(install)]
      strip-commands: ["%{strip-binaries}"]

    """
  }

  private static let autotools =
    commands(
      configure: #""%{autogen}", "%{configure}""#, build: #""%{make}""#,
      install: #""%{make-install}", "%{delete-libtool-archives}""#) + """
      variables:
        conf-cmd: "%{conf-root}/configure"
        conf-global: ""
        conf-local: ""
        conf-host: ""
        conf-build: ""
        host-triplet: ""
        build-triplet: ""
        autogen: |
          export NOCONFIGURE=1
          if [ ! -x %{conf-cmd} ]; then
            for script in autogen autogen.sh bootstrap bootstrap.sh; do
              if [ -x "%{conf-root}/$script" ]; then break; fi
              script=
            done
            if [ -n "$script" ]; then "%{conf-root}/$script"; else autoreconf -ivf %{conf-root}; fi
          fi
        conf-args: >-
          --prefix=%{prefix} --exec-prefix=%{exec_prefix} --bindir=%{bindir} --sbindir=%{sbindir}
          --sysconfdir=%{sysconfdir} --datadir=%{datadir} --includedir=%{includedir} --libdir=%{libdir}
          --libexecdir=%{libexecdir} --localstatedir=%{localstatedir} --sharedstatedir=%{sharedstatedir}
          --mandir=%{mandir} --infodir=%{infodir} %{conf-host} %{conf-build} %{conf-global} %{conf-local}
        configure: "%{conf-cmd} %{conf-args}"
        make-args: ""
        make: make %{make-args}
        make-install: make -j1 DESTDIR="%{install-root}" %{make-args} install
        delete-libtool-archives: |
          find "%{install-root}" -name "*.la" -type f -delete
      environment: {MAKEFLAGS: "-j%{max-jobs}", V: 1}
      environment-nocache: [MAKEFLAGS, V]
      """

  private static let cmake =
    commands(configure: #""%{configure}""#, build: #""%{make}""#, install: #""%{make-install}""#) + """
      variables:
        build-dir: _builddir
        generator: Unix Makefiles
        cmake-global: ""
        cmake-local: ""
        cmake-args: >-
          -DCMAKE_INSTALL_PREFIX:PATH="%{prefix}" -DCMAKE_INSTALL_LIBDIR:PATH="%{lib}" %{cmake-global} %{cmake-local}
        configure: cmake -B"%{build-dir}" -S"%{conf-root}" -G"%{generator}" %{cmake-args}
        make: cmake --build "%{build-dir}" -- ${JOBS}
        make-install: env DESTDIR="%{install-root}" cmake --build "%{build-dir}" --target install
      environment: {JOBS: "-j%{max-jobs}"}
      environment-nocache: [JOBS]
      """

  private static let meson =
    commands(configure: #""%{configure}""#, build: #""%{ninja}""#, install: #""%{ninja-install}""#) + """
      variables:
        build-dir: _builddir
        meson-global: ""
        meson-local: ""
        meson-args: >-
          --prefix=%{prefix} --bindir=%{bindir} --sbindir=%{sbindir} --sysconfdir=%{sysconfdir} --datadir=%{datadir}
          --includedir=%{includedir} --libdir=%{libdir} --libexecdir=%{libexecdir} --localstatedir=%{localstatedir}
          --sharedstatedir=%{sharedstatedir} --mandir=%{mandir} --infodir=%{infodir} %{meson-global} %{meson-local}
        configure: meson setup %{conf-root} %{build-dir} %{meson-args}
        ninja: ninja -j ${NINJAJOBS} -C %{build-dir}
        ninja-install: env DESTDIR="%{install-root}" ninja -C %{build-dir} install
      environment: {NINJAJOBS: "%{max-jobs}"}
      environment-nocache: [NINJAJOBS]
      """

  private static let make =
    commands(build: #""%{make}""#, install: #""%{make-install}""#) + """
      variables:
        make-args: PREFIX="%{prefix}"
        make-install-args: '%{make-args} DESTDIR="%{install-root}" install'
        make: make %{make-args}
        make-install: make -j1 %{make-install-args}
      environment: {MAKEFLAGS: "-j%{max-jobs}", V: 1}
      environment-nocache: [MAKEFLAGS, V]
      """
}
