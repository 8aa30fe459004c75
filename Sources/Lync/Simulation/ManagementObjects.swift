/// The computers of the forest as Windows describes them through WMI: operating system, computer, services, disks, updates.
///
/// What depends on the forest is true (services, packages, domain, version of Windows by version of the server); the rest is
/// plausible and stays the same.
import Directory

/// A WMI class of Office Communications Server or Windows.
public struct ManagementClass {
  /// `MSFT_SIPApplicationContact`.
  public let name: String
  let properties: [String]
  /// The key, for the path of an instance.
  let key: String
  /// What a plain `Get-WmiObject` shows.
  let shown: [String]

  /// Those that are simulated.
  public static let all: [ManagementClass] = [
    ManagementClass(name: "MSFT_SIPDomainData", properties: ["Address", "Authoritative", "DefaultDomain"], key: "Address", shown: []),
    ManagementClass(name: "Win32_OperatingSystem", properties: [
      "BootDevice", "BuildNumber", "BuildType", "Caption", "CodeSet", "CountryCode", "CreationClassName", "CSCreationClassName", "CSDVersion", "CSName", "CurrentTimeZone", "Description",
      "FreePhysicalMemory", "InstallDate", "LastBootUpTime", "LocalDateTime", "Locale", "Manufacturer", "Name", "NumberOfProcesses", "NumberOfUsers", "Organization", "OSArchitecture",
      "OSLanguage", "OSType", "ProductType", "RegisteredUser", "SerialNumber", "ServicePackMajorVersion", "Status", "SystemDevice", "SystemDirectory", "SystemDrive", "TotalVisibleMemorySize",
      "Version", "WindowsDirectory",
    ], key: "Name", shown: ["SystemDirectory", "Organization", "BuildNumber", "RegisteredUser", "SerialNumber", "Version"]),
    ManagementClass(name: "Win32_ComputerSystem", properties: [
      "Caption", "CreationClassName", "CurrentTimeZone", "Description", "DNSHostName", "Domain", "DomainRole", "Manufacturer", "Model", "Name", "NumberOfLogicalProcessors", "NumberOfProcessors",
      "PartOfDomain", "PrimaryOwnerName", "Roles", "Status", "SystemType", "TotalPhysicalMemory", "UserName", "Workgroup",
    ], key: "Name", shown: ["Domain", "Manufacturer", "Model", "Name", "PrimaryOwnerName", "TotalPhysicalMemory"]),
    ManagementClass(name: "Win32_Service", properties: [
      "AcceptPause", "AcceptStop", "Caption", "CheckPoint", "CreationClassName", "Description", "DesktopInteract", "DisplayName", "ErrorControl", "ExitCode", "InstallDate", "Name", "PathName",
      "ProcessId", "ServiceSpecificExitCode", "ServiceType", "Started", "StartMode", "StartName", "State", "Status", "SystemCreationClassName", "SystemName", "TagId", "WaitHint",
    ], key: "Name", shown: ["ExitCode", "Name", "ProcessId", "StartMode", "State", "Status"]),
    ManagementClass(name: "Win32_LogicalDisk", properties: [
      "Access", "Caption", "CreationClassName", "Description", "DeviceID", "DriveType", "FileSystem", "FreeSpace", "MediaType", "Name", "ProviderName", "Size", "SystemName", "VolumeName",
    ], key: "DeviceID", shown: ["DeviceID", "DriveType", "ProviderName", "FreeSpace", "Size", "VolumeName"]),
    ManagementClass(name: "Win32_QuickFixEngineering", properties: [
      "Caption", "CSName", "Description", "FixComments", "HotFixID", "InstallDate", "InstalledBy", "InstalledOn", "Name", "ServicePackInEffect", "Status",
    ], key: "HotFixID", shown: ["Description", "FixComments", "HotFixID", "InstallDate", "InstalledBy", "InstalledOn", "Name", "ServicePackInEffect", "Status"]),
    ManagementClass(name: "Win32_Product", properties: ["Caption", "Description", "IdentifyingNumber", "InstallDate", "InstallState", "Name", "Vendor", "Version"], key: "IdentifyingNumber",
      shown: ["IdentifyingNumber", "Name", "Vendor", "Version", "Caption"]),
  ]

  /// A value by a name in any case.
  public func value(_ name: String, in values: [String: LyncValue]) -> LyncValue? { properties.first { $0.same(name) }.flatMap { values[$0] } }

  /// A class by its name, in any case of letters.
  public static func named(_ name: String) -> ManagementClass? { all.first { $0.name.same(name) } }

  /// The shape of its instances; a type name a way of asking (`Get-WmiObject`, `Get-CimInstance`).
  public func shape(_ typeName: String, adds: [String] = []) -> Shape {
    let known = ManagementClass.shapes[typeName]
    if let known { return known }
    let made = Shape(typeName, properties + adds, shows: shown.isEmpty ? nil : shown, view: .list)
    ManagementClass.shapes[typeName] = made
    return made
  }
  nonisolated(unsafe) private static var shapes: [String: Shape] = [:]
}

extension LyncWorld {
  /// The computer a name means: FQDN, host name, `.` or `localhost`; nil = there is none.
  public func computer(named name: String) -> String? {
    if name == "." || name.same("localhost") || name.isEmpty { return currentComputer }
    return (host(name) ?? host(name + "." + forest.name))?.fqdn
  }

  /// `2014-03-03 08:00:00` of seconds since 1970.
  public static func timeText(_ seconds: Int) -> String { Calendar.text(seconds) }

  /// Whether the fault FrontEndDown (F-01) is on a computer.
  public func isDown(_ fqdn: String) -> Bool { fault(.frontEndDown, fqdn) != nil }

  /// The instances of a class on a computer: values by property.
  public func managementObjects(_ kind: ManagementClass, on computer: String) throws(Fault) -> [[String: LyncValue]] {
    guard let host = host(computer) else { throw .notFound(computer) }
    let label = (host.fqdn.cut(at: ".")?.before ?? host.fqdn).uppercased()
    switch kind.name {
    case "MSFT_SIPDomainData": return all(LegacySipDomain.self).map { ["Address": .string($0.address), "Authoritative": .bool($0.authoritative), "DefaultDomain": .bool($0.isDefault)] }
    case "Win32_OperatingSystem": return [operatingSystem(host, label)]
    case "Win32_ComputerSystem": return [computerSystem(host, label)]
    case "Win32_Service": return try services(host, label)
    case "Win32_LogicalDisk": return [
        ("A:", 2, nil, nil, nil), ("C:", 3, "NTFS", 41_203_765_248, 107_374_182_400), ("D:", 5, nil, nil, nil),
      ].map { (letter: String, type: Int, system: String?, free: Int?, size: Int?) in [
          "Access": .int(0), "Caption": .string(letter), "CreationClassName": .string("Win32_LogicalDisk"),
          "Description": .string(type == 3 ? "Local Fixed Disk" : type == 2 ? "3 1/2 Inch Floppy Drive" : "CD-ROM Disc"), "DeviceID": .string(letter), "DriveType": .int(type),
          "FileSystem": .optional(system), "FreeSpace": .number(free), "MediaType": .int(type == 3 ? 12 : type == 2 ? 5 : 11), "Name": .string(letter), "Size": .number(size),
          "SystemName": .string(label), "VolumeName": .string(""),
        ] }
    case "Win32_QuickFixEngineering": return host.packages.compactMap { package in
        let halves = package.cut(at: "@"), name = halves?.before ?? package
        guard name.begins("kb") else { return nil }
        return [
          "Caption": .string("http://support.microsoft.com/?kbid=" + String(name.dropFirst(2))), "CSName": .string(label), "Description": .string("Update"), "FixComments": .string(""),
          "HotFixID": .string(name), "InstalledBy": .string(netbiosName + "\\Administrator"), "InstalledOn": .string(Calendar.text(halves.flatMap { Int($0.after) } ?? LyncWorld.startOfTime)),
          "Name": .string(""), "ServicePackInEffect": .string(""), "Status": .string(""),
        ]
      }
    default: return products(host)
    }
  }

  /// Windows Server by what runs on it.
  private func windows(_ host: Host) -> (caption: String, version: String, build: String, pack: Int) {
    if host.role.isLegacy { return ("Microsoft\u{AE} Windows Server\u{AE} 2008 Standard ", "6.0.6002", "6002", 2) }
    let version = host.pool.flatMap { homeVersion($0) } ?? ServerVersion.lync2013
    return version >= ServerVersion.lync2013 ? ("Microsoft Windows Server 2012 Standard", "6.2.9200", "9200", 0) : ("Microsoft Windows Server 2008 R2 Standard ", "6.1.7601", "7601", 1)
  }

  private func operatingSystem(_ host: Host, _ label: String) -> [String: LyncValue] {
    let windows = windows(host)
    return [
      "BootDevice": .string("\\Device\\HarddiskVolume1"), "BuildNumber": .string(windows.build), "BuildType": .string("Multiprocessor Free"), "Caption": .string(windows.caption),
      "CodeSet": .string("1252"), "CountryCode": .string("1"), "CreationClassName": .string("Win32_OperatingSystem"), "CSCreationClassName": .string("Win32_ComputerSystem"),
      "CSDVersion": windows.pack > 0 ? .string("Service Pack \(windows.pack)") : .null, "CSName": .string(label), "CurrentTimeZone": .int(0), "Description": .string(""),
      "FreePhysicalMemory": .int(9_437_184), "InstallDate": .date(LyncWorld.startOfTime - 90 * 86_400), "LastBootUpTime": .date(LyncWorld.startOfTime - 3 * 86_400), "LocalDateTime": .date(now),
      "Locale": .string("0409"), "Manufacturer": .string("Microsoft Corporation"), "Name": .string(windows.caption + "|C:\\Windows|\\Device\\Harddisk0\\Partition2"), "NumberOfProcesses": .int(58),
      "NumberOfUsers": .int(2), "Organization": .string(""), "OSArchitecture": .string("64-bit"), "OSLanguage": .int(1033), "OSType": .int(18), "ProductType": .int(3),
      "RegisteredUser": .string("Windows User"), "SerialNumber": .string("00184-30000-00001-AA" + String(300 + label.utf8.reduce(0) { ($0 + Int($1)) % 600 })),
      "ServicePackMajorVersion": .int(windows.pack),
      "Status": .string("OK"), "SystemDevice": .string("\\Device\\HarddiskVolume2"), "SystemDirectory": .string("C:\\Windows\\system32"), "SystemDrive": .string("C:"),
      "TotalVisibleMemorySize": .int(16_776_692), "Version": .string(windows.version), "WindowsDirectory": .string("C:\\Windows"),
    ]
  }

  private func computerSystem(_ host: Host, _ label: String) -> [String: LyncValue] {
    [
      "Caption": .string(label), "CreationClassName": .string("Win32_ComputerSystem"), "CurrentTimeZone": .int(0), "Description": .string("AT/AT COMPATIBLE"),
      "DNSHostName": .string(label.lowercased()),
      "Domain": .string(forest.name), "DomainRole": .int(3), "Manufacturer": .string("Microsoft Corporation"), "Model": .string("Virtual Machine"), "Name": .string(label),
      "NumberOfLogicalProcessors": .int(4), "NumberOfProcessors": .int(1), "PartOfDomain": .bool(true), "PrimaryOwnerName": .string("Windows User"),
      "Roles": .strings(["LM_Workstation", "LM_Server", "NT", "Server_NT"]), "Status": .string("OK"), "SystemType": .string("x64-based PC"), "TotalPhysicalMemory": .int(17_179_332_608),
      "UserName": .string(forest.sessionAccount), "Workgroup": .null,
    ]
  }

  private func services(_ host: Host, _ label: String) throws(Fault) -> [[String: LyncValue]] {
    try windowsServices(computer: host.fqdn, legacy: host.role.isLegacy).enumerated().map { number, service in
      let isRunning = service["Status"]?.text == "Running", name = service["Name"]?.text ?? ""
      return [
        "AcceptPause": .bool(isRunning && name == "RTCSRV"), "AcceptStop": .bool(isRunning), "Caption": service["DisplayName"] ?? .null, "CheckPoint": .int(0),
        "CreationClassName": .string("Win32_Service"), "Description": service["DisplayName"] ?? .null, "DesktopInteract": .bool(false), "DisplayName": service["DisplayName"] ?? .null,
        "ErrorControl": .string("Normal"), "ExitCode": .int(0), "Name": .string(name),
        "PathName": .string(
          name == "W3SVC"
            ? "C:\\Windows\\system32\\svchost.exe -k iissvcs"
            : """
              "C:\\Program Files\\Microsoft Lync Server \
              \(ServerVersion.lync2013 <= (host.pool.flatMap { homeVersion($0) } ?? 6) ? "2013" : "2010")\\Server\\Core\\\(name).exe"
              """
        ),
        "ProcessId": .int(isRunning ? 1200 + 4 * number * 7 : 0), "ServiceSpecificExitCode": .int(0), "ServiceType": .string("Own Process"), "Started": .bool(isRunning), "StartMode": .string("Auto"),
        "StartName": .string(name == "W3SVC" ? "LocalSystem" : "NT AUTHORITY\\NetworkService"), "State": .string(isRunning ? "Running" : "Stopped"), "Status": .string("OK"),
        "SystemCreationClassName": .string("Win32_ComputerSystem"), "SystemName": .string(label), "TagId": .int(0), "WaitHint": .int(0),
      ]
    }
  }

  private func products(_ host: Host) -> [[String: LyncValue]] {
    var found: [(name: String, version: String)] = []
    let version = host.pool.flatMap { homeVersion($0) } ?? 0
    if host.role.isLegacy { found.append(("Office Communications Server 2007 R2, Core Components", "3.5.6907.0")) } else if version >= ServerVersion.lync2010 || host.replica {
      let is2013 = version != ServerVersion.lync2010
      found.append(("Microsoft Lync Server \(is2013 ? "2013" : "2010"), Core Components", is2013 ? "5.0.8308.0" : "4.0.7577.0"))
      if version >= ServerVersion.lync2010 { found.append(("Microsoft Lync Server \(is2013 ? "2013" : "2010"), Front End Server", is2013 ? "5.0.8308.0" : "4.0.7577.0")) }
    }
    let titles = [
      "UCMA2Runtime": ("Microsoft Office Communications Server 2007 R2, Unified Communications Managed API 2.0 Core Redist 64-bit", "3.5.6907.0"),
      "UCMA3Runtime": ("Microsoft Unified Communications Managed API 3.0 Runtime 64-bit", "4.0.7577.0"), "UCMA4Runtime": ("Microsoft Unified Communications Managed API 4.0, Runtime", "5.0.8308.0"),
      "OCSCore": ("Office Communications Server 2007 R2, Core Components", "3.5.6907.0"),
      "OCSWMIBC": ("Microsoft Office Communications Server 2007 R2, WMI Backward Compatibility Package", "3.5.6907.0")
    ]
    for package in host.packages { if let title = titles[package.cut(at: "@")?.before ?? package], !found.contains(where: { $0.name == title.0 }) { found.append(title) } }
    return found.map { product in
      let digits = product.name.utf8.reduce(5381) { ($0 &* 33 &+ Int($1)) & 0xFFFF_FFFF }
      let hex = String(digits, radix: 16, uppercase: true)
      return [
        "Caption": .string(product.name), "Description": .string(product.name),
        "IdentifyingNumber": .string("{" + String(repeating: "0", count: max(0, 8 - hex.utf8.count)) + hex + "-0409-1000-8000-0000000FF1CE}"),
        "InstallDate": .string("20131203"), "InstallState": .int(5), "Name": .string(product.name), "Vendor": .string("Microsoft Corporation"), "Version": .string(product.version),
      ]
    }
  }
}
