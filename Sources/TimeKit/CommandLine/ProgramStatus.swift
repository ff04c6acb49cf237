/// How a program ended, by the numbers of sysexits(3). Every program uses this one table, and its manual page lists it.
public enum ProgramStatus: Int32, Hashable, Sendable, CaseIterable {
    case success = 0
    /// The command line is wrong.
    case usage = 64
    /// Data that the program was given or has stored is wrong.
    case dataError = 65
    /// A file to be read doesn't exist or can't be opened.
    case noInput = 66
    /// Something the program needs isn't there: an address to listen on, a peer, a feature.
    case unavailable = 69
    /// A mistake of the program itself.
    case software = 70
    /// A file can't be created.
    case cannotCreate = 73
    /// Reading or writing failed, a full disk among the reasons.
    case ioError = 74
    /// Another process is in the way; trying again later may work.
    case temporaryFailure = 75
    /// The operator may not do this.
    case noPermission = 77
    /// The configuration is wrong.
    case configuration = 78

    /// The name in sysexits.h.
    public var name: String {
        switch self {
        case .success: "EX_OK"
        case .usage: "EX_USAGE"
        case .dataError: "EX_DATAERR"
        case .noInput: "EX_NOINPUT"
        case .unavailable: "EX_UNAVAILABLE"
        case .software: "EX_SOFTWARE"
        case .cannotCreate: "EX_CANTCREAT"
        case .ioError: "EX_IOERR"
        case .temporaryFailure: "EX_TEMPFAIL"
        case .noPermission: "EX_NOPERM"
        case .configuration: "EX_CONFIG"
        }
    }
}
